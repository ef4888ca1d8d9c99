import { quoted } from "../../mysql/sql/identifiers.ts";
import type { ColumnStatistics, Recency } from "../../seed/bundle/column-statistics.ts";
import type { BundledColumn } from "../../seed/bundle/schema-part.ts";
import { ascending, estimatedDistinct, MERGED_BELOW, part, quantileOf, quantilesOf, rounded } from "./distribution.ts";
import type { Sample } from "./sample.ts";
import { NotKnown, type Source } from "./source.ts";

const CODES = 32;
const FREQUENT = 100;
const NUMBER = /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)\b/;
const LARGE = /^(tiny|medium|long)?(text|blob)\b|^json\b/;
const TEXT = /^(char|varchar|binary|varbinary)\b/;
const TIME = /^(date|datetime|timestamp)\b/;
const MEMBERS = /^(enum|set)\(/;
const SWITCH = /^(tinyint\(1\)|bit\(1\))/;
/** Functions of points and shapes differ between versions, and the twin makes its own. */
const OPAQUE = /^(geometry|point|linestring|polygon|multi\w+|geom\w*|vector)\b/;

export interface ColumnRequest {
	readonly source: Source;
	readonly sample: Sample;
	readonly column: BundledColumn;
	/** Whether a unique index says that every value differs. */
	readonly isUnique: boolean;
	/** Whether conditions, orders, indexes or references speak of it. */
	readonly isNeeded: boolean;
	/** Rows of the sample, and those of them in which the column is not NULL. */
	readonly all: number;
	readonly filled: number;
	/** Beginning of the day of the capture, UTC: "2026-06-30". */
	readonly captured: string;
}

/** What can be told of a column without its values: groups come in the order of the values, as counts alone. @throws NotKnown */
export async function readColumn(request: ColumnRequest): Promise<ColumnStatistics> {
	const { sample, column } = request;
	if (OPAQUE.test(column.type)) throw new NotKnown("unsupported");
	const known = LARGE.test(column.type) ? await readLarge(request) : await readOrdered(request);
	return {
		name: column.name,
		basis: sample.isAll ? "all" : "sample",
		...known,
		...(await prefixesOf(request)),
		...(await recencyOf(request)),
	};
}

type Told = Omit<ColumnStatistics, "name" | "basis">;

/** Large values are compared by a checksum, since sorting them would need room on the source's disk. */
async function readLarge({ source, sample, column }: ColumnRequest): Promise<Told> {
	const name = `s.${quoted(column.name)}`;
	const lengths = await source.ask(
		`SELECT LENGTH(${name}) AS l, COUNT(*) AS n FROM ${sample.from} GROUP BY l`,
		[],
		sample.rowsRead,
	);
	const [distinct] = await source.ask(
		`SELECT COUNT(DISTINCT CRC32(${name})) AS n FROM ${sample.from}`,
		[],
		sample.rowsRead,
	);
	const given = lengths.filter(({ l }) => l !== null).map(({ l, n }) => ({ value: Number(l), weight: Number(n) }));
	const filled = given.reduce((sum, { weight }) => sum + weight, 0);
	const all = lengths.reduce((sum, { n }) => sum + Number(n), 0);
	const seen = Number(distinct?.n);
	const grows = seen > filled * 0.9 && sample.rowsRead > 0 ? sample.rows / sample.rowsRead : 1;
	return { nulls: part(all - filled, all), distinct: Math.round(seen * grows), ...lengthOf(given) };
}

/** Rows, and how many of them have a value, for all columns of a table at once. @throws NotKnown */
export async function countFilled(
	source: Source,
	sample: Sample,
	columns: readonly BundledColumn[],
): Promise<(at: number) => { readonly all: number; readonly filled: number }> {
	const counts = columns.map(({ name }, at) => `COUNT(s.${quoted(name)}) AS c${at}`);
	const [row] = await source.ask(`SELECT COUNT(*) AS n, ${counts.join(", ")} FROM ${sample.from}`, [], sample.rowsRead);
	return (at) => ({ all: Number(row?.n), filled: Number(row?.[`c${at}`]) });
}

interface Group {
	/** Rows that have the value. */
	readonly rows: number;
	readonly length: number;
	readonly sign: number;
	readonly member: number;
}

async function readOrdered({ source, sample, column, isUnique, isNeeded, all, filled }: ColumnRequest): Promise<Told> {
	const name = `s.${quoted(column.name)}`;
	const isNumber = NUMBER.test(column.type);
	const length = isNumber ? `LENGTH(TRUNCATE(ABS(${name}), 0))` : `LENGTH(${name})`;
	const member = MEMBERS.test(column.type) ? `${name} + 0` : SWITCH.test(column.type) ? `${name} + 1` : "0";
	const answer = await source.ask(
		`SELECT COUNT(*) AS n, MAX(${length}) AS l, MAX(${isNumber ? `SIGN(${name})` : "0"}) AS s, MAX(${member}) AS m
		FROM ${sample.from} WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY ${name}`,
		[],
		sample.rowsRead,
	);
	const groups = answer.map(({ n, l, s, m }) => ({
		rows: Number(n),
		length: Number(l),
		sign: Number(s),
		member: Number(m),
	}));
	const counts = countsOf(groups);
	const distinct = isUnique
		? Math.round((sample.rows * filled) / Math.max(1, all))
		: estimatedDistinct(counts, sample.rowsRead, sample.rows);
	const lengths = groups.map(({ length: value, rows }) => ({ value, weight: rows }));
	const withSign = (is: (sign: number) => boolean) =>
		part(
			groups.reduce((sum, { sign, rows }) => sum + (is(sign) ? rows : 0), 0),
			filled,
		);
	return {
		nulls: part(all - filled, all),
		distinct,
		...(isNumber || TEXT.test(column.type) ? lengthOf(lengths) : {}),
		...(isNumber && groups.length > 0
			? { sign: { negative: withSign((sign) => sign < 0), zero: withSign((sign) => sign === 0) } }
			: {}),
		...(isUnique || groups.length < 2 ? {} : { quantiles: codesOf(groups, filled) }),
		...(isUnique ? {} : frequentOf(groups, filled, member !== "0")),
		...(isNeeded && !isUnique && groups.length > 0 ? { rowsPerValue: scaled(counts, filled, distinct, sample) } : {}),
	};
}

function countsOf(groups: readonly Group[]) {
	const counts = new Map<number, number>();
	for (const { rows } of groups) counts.set(rows, (counts.get(rows) ?? 0) + 1);
	return [...counts].map(([value, weight]) => ({ value, weight }));
}

/** Of a sample, as many times more as rows per value of the whole table are more than those of the sample. */
function scaled(counts: ReturnType<typeof countsOf>, filled: number, distinct: number, sample: Sample) {
	const seen = counts.reduce((sum, { weight }) => sum + weight, 0);
	const inAll = (filled * sample.rows) / Math.max(1, sample.rowsRead) / Math.max(1, distinct);
	const times = sample.rowsRead >= sample.rows ? 1 : inAll / Math.max(1e-9, filled / Math.max(1, seen));
	return quantilesOf(counts.map(({ value, weight }) => ({ value: Math.max(1, value * times), weight })));
}

function lengthOf(lengths: readonly { readonly value: number; readonly weight: number }[]): Pick<Told, "length"> {
	if (lengths.length === 0) return {};
	const sorted = ascending(lengths);
	const [rows, bytes] = sorted.reduce(([n, sum], { value, weight }) => [n + weight, sum + value * weight], [0, 0]);
	return {
		length: {
			mean: rounded(bytes / Math.max(1, rows)),
			p50: quantileOf(sorted, 0.5),
			p95: quantileOf(sorted, 0.95),
			max: sorted.at(-1)?.value ?? 0,
		},
	};
}

/** Places among the distinct values at equal parts of the rows: straight where all values are as frequent. */
function codesOf(groups: readonly Group[], filled: number): number[] {
	const codes: number[] = [];
	let passed = 0;
	for (const [at, { rows }] of groups.entries()) {
		while (codes.length <= CODES && (codes.length / CODES) * filled <= passed + rows) {
			const within = ((codes.length / CODES) * filled - passed) / rows;
			codes.push(part(at + within, groups.length));
		}
		passed += rows;
	}
	return codes;
}

function frequentOf(groups: readonly Group[], filled: number, hasMembers: boolean): Pick<Told, "frequent"> {
	const listed = groups
		.map(({ rows, member }, at) => ({ rows, member, at }))
		.filter(({ rows }) => rows >= MERGED_BELOW && rows * 500 >= filled)
		.toSorted((a, b) => b.rows - a.rows)
		.slice(0, FREQUENT);
	if (listed.length === 0) return {};
	return {
		frequent: listed.map(({ rows, member, at }) => ({
			share: part(rows, filled),
			code: groups.length < 2 ? 0 : Number((at / (groups.length - 1)).toFixed(6)),
			...(hasMembers ? { member } : {}),
		})),
	};
}

async function prefixesOf(request: ColumnRequest): Promise<Pick<Told, "prefixes">> {
	const { source, sample, column, isNeeded } = request;
	if (!isNeeded || !/^(char|varchar)\b/.test(column.type)) return {};
	const name = `s.${quoted(column.name)}`;
	const [row] = await source.ask(
		`SELECT COUNT(DISTINCT LEFT(${name}, 4)) AS p4, COUNT(DISTINCT LEFT(${name}, 8)) AS p8,
		COUNT(DISTINCT LEFT(${name}, 16)) AS p16 FROM ${sample.from}`,
		[],
		sample.rowsRead,
	);
	return { prefixes: { 4: Number(row?.p4), 8: Number(row?.p8), 16: Number(row?.p16) } };
}

/** Ages as shares; newest and oldest to three digits, since a day and an age together would be a date. */
async function recencyOf(request: ColumnRequest): Promise<{ recency?: Recency }> {
	const { source, sample, column, captured } = request;
	if (!TIME.test(column.type)) return {};
	const name = `s.${quoted(column.name)}`;
	const younger = (days: number) => `AVG(${name} >= DATE_SUB(?, INTERVAL ${days} DAY))`;
	const [row] = await source.ask(
		`SELECT TIMESTAMPDIFF(SECOND, MAX(${name}), ?) / 86400 AS newest,
		TIMESTAMPDIFF(SECOND, MIN(${name}), MAX(${name})) / 86400 AS span,
		${[1, 7, 30, 91, 365].map((days) => `${younger(days)} AS d${days}`).join(", ")},
		AVG(${name} > ?) AS future FROM ${sample.from} WHERE ${name} IS NOT NULL`,
		Array.from({ length: 7 }, () => captured),
		sample.rowsRead,
	);
	if (row === undefined || row.newest === null || row.span === null) return {};
	const share = (given: unknown) => part(Number(given), 1);
	return {
		recency: {
			newestDays: coarse(Number(row.newest)),
			spanDays: Math.max(0, coarse(Number(row.span))),
			day: share(row.d1),
			week: share(row.d7),
			month: share(row.d30),
			quarter: share(row.d91),
			year: share(row.d365),
			future: share(row.future),
		},
	};
}

function coarse(days: number): number {
	return rounded(Math.abs(days) < 1 ? Math.round(days * 10) / 10 : days, Math.abs(days) < 100 ? 2 : 3);
}
