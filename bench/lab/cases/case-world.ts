import type { Connection, RowDataPacket } from "mysql2/promise";
import { drawFor } from "./draw.ts";
import { type CaseIndex, randomIndex } from "./random-index.ts";
import { type CaseQuery, randomQuery, type Sample } from "./random-query.ts";
import { type CaseSchema, createStatements, randomSchema } from "./random-schema.ts";

/** So many cases share one schema with its rows. */
export const CASES_PER_SCHEMA = 8;
const QUERIES_PER_CASE = 4;
const SAMPLED_ROWS = 40;

/** An index and queries that it may matter to. */
export interface Case {
	readonly number: number;
	readonly index: CaseIndex;
	readonly queries: readonly CaseQuery[];
}

/** A schema that is filled on the server, and rows of it. */
export interface World {
	readonly schema: CaseSchema;
	readonly samples: ReadonlyMap<string, Sample>;
}

/** Makes the tables of the cases that begin with this one. The same seed gives the same rows on the same version. */
export async function makeWorld(connection: Connection, seed: number, number: number): Promise<World> {
	const schema = randomSchema(`${seed}/schema/${Math.floor(number / CASES_PER_SCHEMA)}`);
	const samples = new Map<string, Sample>();
	for (const table of [schema.parent, schema.child]) {
		for (const statement of createStatements(table)) await connection.query(statement);
		const step = Math.max(1, Math.floor(table.rows / SAMPLED_ROWS));
		const [rows] = await connection.query<RowDataPacket[]>({
			sql: `select * from \`${table.name}\` where id % ${step} = 0`,
			dateStrings: true,
		});
		samples.set(table.name, rows as unknown as Sample);
	}
	return { schema, samples };
}

/** One case: seed and number alone decide it, whichever others run. */
export function caseOf({ schema, samples }: World, seed: number, number: number): Case {
	const draw = drawFor(`${seed}/case/${number}`);
	const index = randomIndex(number, schema, draw);
	const queries = Array.from({ length: QUERIES_PER_CASE }, () => randomQuery(index, schema, samples, draw));
	return { number, index, queries };
}
