import { quoted } from "../../mysql/sql/identifiers.ts";
import type { ColumnStatistics } from "../../seed/bundle/column-statistics.ts";
import { part } from "./distribution.ts";
import { CORRELATION, correlationOf } from "./keys.ts";
import type { Sample } from "./sample.ts";
import type { Source } from "./source.ts";

const PARTS = 8;
const TOLD = 16;
const FEW = 100;
/** Parts of fewer rows would tell of single ones. */
const FEWEST_ROWS = 400;

type Places = Pick<ColumnStatistics, "correlation" | "along">;

/**
 * How a column goes along the table: its rank correlation with the primary key, and how its frequent values shift. Values
 * are numbered in their order on the server. @throws NotKnown
 */
export async function readPlaces(
	source: Source,
	sample: Sample,
	primaryKey: readonly string[] | undefined,
	{ name, distinct, frequent = [] }: ColumnStatistics,
): Promise<Places> {
	if (!source.hasWindows || primaryKey === undefined || sample.rowsRead === 0) return {};
	const column = `s.${quoted(name)}`;
	const order = primaryKey.map((one) => `s.${quoted(one)}`).join(", ");
	const [row] = await source.ask(
		`SELECT ${CORRELATION} FROM (SELECT RANK() OVER (ORDER BY ${column}) AS r, ROW_NUMBER() OVER (ORDER BY ${order}) AS p
		FROM ${sample.from} WHERE ${column} IS NOT NULL) a`,
		[],
		sample.rowsRead,
	);
	const correlation = correlationOf(row);
	if (frequent.length === 0 || distinct > FEW || distinct < 2 || sample.rowsRead < FEWEST_ROWS) return correlation;
	const answer = await source.ask(
		`SELECT r, place, COUNT(*) AS n FROM
		(SELECT DENSE_RANK() OVER (ORDER BY ${column}) AS r, NTILE(${PARTS}) OVER (ORDER BY ${order}) AS place
		FROM ${sample.from} WHERE ${column} IS NOT NULL) a GROUP BY r, place`,
		[],
		sample.rowsRead,
	);
	const ranks = frequent.slice(0, TOLD).map(({ code }) => Math.round(code * (distinct - 1)) + 1);
	const along = Array.from({ length: PARTS }, (_, at) => {
		const own = answer.filter(({ place }) => Number(place) === at + 1);
		const rows = own.reduce((sum, { n }) => sum + Number(n), 0);
		return ranks.map((rank) => part(Number(own.find(({ r }) => Number(r) === rank)?.n ?? 0), rows));
	});
	return { ...correlation, along };
}
