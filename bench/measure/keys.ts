import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../../base/errors.ts";
import { namedColumn } from "../../scenarios/named-column.ts";
import type { Key, KeySource, NamedColumn, Stratum } from "../../scenarios/suite.ts";
import { seededRandom } from "../statistics/random.ts";

/** Keys per stratum: enough that no single one decides, few enough that each occurs in a short trial. */
const KEYS_PER_STRATUM = 4;

/** Draws the keys of strata from the seeded data; the same data and seed give the same keys. */
export interface KeyDrawer {
	/** @returns distinct keys, one at least and four at most unless said. @throws BenchError when the data holds no key of that kind. */
	draw(scenarioId: string, stratum: Stratum, most?: number): Promise<readonly Key[]>;
}

/** @param connections at least one; each draws one key source at a time, so that two take half as long. */
export function keyDrawer(connections: readonly [Connection, ...Connection[]], seed: number): KeyDrawer {
	const census = new Map<string, Promise<readonly Key[]>>();
	let asked = 0;
	const nextConnection = () => connections[asked++ % connections.length] ?? connections[0];
	/** The distinct values of a column, most frequent first: one scan per column and run. */
	const byFrequency = ({ table, name }: NamedColumn): Promise<readonly Key[]> => {
		const id = `${table}.${name}`;
		const known = census.get(id);
		if (known !== undefined) return known;
		const counted = nextConnection()
			.query<RowDataPacket[]>(
				`SELECT ?? AS k, COUNT(*) AS n FROM ?? WHERE ?? IS NOT NULL GROUP BY ?? ORDER BY n DESC, k`,
				[name, table, name, name],
			)
			.then(([rows]) => rows.map((row): Key => [row.k as string | number]));
		census.set(id, counted);
		return counted;
	};
	const listed = new Map<string, Promise<readonly (readonly unknown[])[]>>();
	const listOf = (sql: string) => {
		const known = listed.get(sql);
		if (known !== undefined) return known;
		const found = nextConnection()
			.query<RowDataPacket[][]>({ sql, rowsAsArray: true })
			.then(([rows]) => rows as unknown as readonly (readonly unknown[])[]);
		listed.set(sql, found);
		return found;
	};
	const candidates = async (source: KeySource): Promise<readonly Key[]> => {
		if (source.by === "constant") return source.keys;
		if (source.by === "sql") {
			const [rows] = await nextConnection().query<RowDataPacket[][]>({ sql: source.sql, rowsAsArray: true });
			return rows as unknown as Key[];
		}
		if (source.by === "lists") return source.keys(await Promise.all(source.lists.map(listOf)));
		const ranked = await byFrequency(namedColumn(source.column));
		const start = Math.floor(source.from * ranked.length);
		return ranked.slice(start, Math.max(start + 1, Math.floor(source.to * ranked.length)));
	};
	return {
		async draw(scenarioId, stratum, most = KEYS_PER_STRATUM) {
			const found = await candidates(stratum.keys);
			if (found.length === 0) {
				throw new BenchError(
					"measurement",
					`The data has no key for ${scenarioId}, stratum "${stratum.id}".`,
					"Use a larger --scale, or leave the scenario out with --only.",
				);
			}
			return sample(found, most, seededRandom(`${seed}/${scenarioId}/${stratum.id}`));
		},
	};
}

/** A random sample without replacement, in random order (Fisher-Yates on a copy). */
function sample<T>(items: readonly T[], size: number, random: () => number): readonly T[] {
	const pool = [...items];
	const taken: T[] = [];
	while (taken.length < size && pool.length > 0) {
		taken.push(...pool.splice(Math.floor(random() * pool.length), 1));
	}
	return taken;
}
