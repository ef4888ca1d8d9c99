import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { BenchError, messageOf } from "../../base/errors.ts";
import { displayPath } from "../../base/paths.ts";
import { type Bundle, bundle, parseBundle } from "../../seed/bundle/format.ts";
import { holdsLiteral } from "./workload.ts";

/** Writes a bundle whole or not at all, for its owner's eyes. */
export async function writeBundle(file: string, captured: Bundle): Promise<void> {
	const text = `${JSON.stringify(bundle.parse(captured), null, "\t")}\n`;
	await mkdir(dirname(file), { recursive: true });
	const temporary = `${file}.${randomBytes(4).toString("hex")}.tmp`;
	try {
		const handle = await open(temporary, "wx", 0o600);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, file);
	} finally {
		await rm(temporary, { force: true });
	}
}

/** Where a bundle holds what it must not. */
export interface Leak {
	readonly kind: "literal" | "member" | "rare";
	/** "queries.3", "tables.orders.columns.status". */
	readonly place: string;
}

/** A bundle of a file, by its own schema. @throws BenchError "usage" */
export async function readBundle(file: string): Promise<Bundle> {
	const text = await readFile(file, "utf8").catch((error: unknown) => {
		throw new BenchError(
			"usage",
			`${displayPath(file)} cannot be read: ${messageOf(error)}.`,
			"Name a file that index-impact capture wrote.",
		);
	});
	return parseBundle(text, displayPath(file));
}

/** All that a bundle of the right form could still hold of values: literals in statements, members of types, rare counts. */
export function leaksOf({ queries, tables, mergedBelow }: Bundle): readonly Leak[] {
	const inQueries = queries.flatMap(({ text, executions }, at): Leak[] => [
		...(holdsLiteral(text) ? [{ kind: "literal" as const, place: `queries.${at}` }] : []),
		...(executions < mergedBelow ? [{ kind: "rare" as const, place: `queries.${at}` }] : []),
	]);
	const inTables = tables.flatMap(({ name, definition, columns, rowsRead }): Leak[] => [
		...definition.columns
			.filter(({ type }) => !isPlainType(type))
			.map((column) => ({ kind: "member" as const, place: `tables.${name}.columns.${column.name}` })),
		...columns
			.filter(({ frequent = [], nulls }) =>
				frequent.some(({ share }) => share * rowsRead * (1 - nulls) < mergedBelow * 0.99),
			)
			.map((column) => ({ kind: "rare" as const, place: `tables.${name}.columns.${column.name}` })),
	]);
	return [...inQueries, ...inTables];
}

/** A type with numbers alone in its parentheses, or with members m1, m2, ... */
function isPlainType(type: string): boolean {
	return /^[a-z ]+(\([0-9, ]*\)|\('m1'(,'m[0-9]+')*\))?[a-z ]*$/i.test(type);
}
