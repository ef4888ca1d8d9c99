import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, fieldList } from "../../row-writer.ts";
import { evenShares, OPENED, pick, type TableRows, writeOpening } from "../table-rows.ts";

const TERM_NAMES = ["NET_30", "NET_15", "COD", "CONSIGNMENT"] as const;
const TERMS = fieldList(TERM_NAMES);
const MAILBOX = fieldBytes("sales.");
const DOMAIN = fieldBytes("@vendor.example");
const PHONE = fieldBytes("+1-555-01");

export const vendors: TableRows = {
	name: "vendors",
	columns: ["id", "name", "contactName", "contactEmail", "contactPhone", "paymentTerms", "createdAt", "updatedAt"],
	rowBytes: 400,
	declares: () => [{ kind: "share", column: "paymentTerms", law: "evenly", shares: evenShares(TERM_NAMES) }, OPENED],
	rows: ({ seed, pools }) => {
		const stream = new RandomStream(seed, "vendors");
		const names = fieldList(pools.vendorNames);
		const people = fieldList(pools.people);
		return {
			write(row, out) {
				stream.at(row);
				out.int(row + 1);
				out.field(pick(names, row));
				out.field(pick(people, stream.below(people.length)));
				out.raw(MAILBOX);
				out.digits(row + 1, 1);
				out.raw(DOMAIN);
				out.endField();
				out.code(PHONE, stream.below(100_000), 5);
				out.field(pick(TERMS, stream.below(TERMS.length)));
				writeOpening(out);
				out.endRow();
			},
		};
	},
};
