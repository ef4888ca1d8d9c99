import { fieldBytes } from "../../row-writer.ts";
import { ACCOUNTS } from "../chart-of-accounts.ts";
import { OPENED, type TableRows, writeOpening } from "../table-rows.ts";

const FIELDS = ACCOUNTS.map(({ number, name, type }) => ({
	number: fieldBytes(number),
	name: fieldBytes(name),
	type: fieldBytes(type),
	normal: fieldBytes(type === "ASSET" || type === "EXPENSE" ? "DEBIT" : "CREDIT"),
}));

const TYPE_SHARES: Readonly<Record<string, number>> = Object.fromEntries(
	ACCOUNTS.map(({ type }) => [type, ACCOUNTS.filter((other) => other.type === type).length / ACCOUNTS.length]),
);

export const accounts: TableRows = {
	name: "accounts",
	columns: ["id", "accountNumber", "accountName", "accountType", "isActive", "normalBalance", "createdAt", "updatedAt"],
	rowBytes: 300,
	declares: () => [{ kind: "share", column: "accountType", law: "TERP's default chart", shares: TYPE_SHARES }, OPENED],
	rows: () => ({
		write(row, out) {
			const account = FIELDS[row];
			if (account === undefined) throw new RangeError(`The chart has ${FIELDS.length} accounts.`);
			out.int(row + 1);
			out.field(account.number);
			out.field(account.name);
			out.field(account.type);
			out.int(1);
			out.field(account.normal);
			writeOpening(out);
			out.endRow();
		},
	}),
};
