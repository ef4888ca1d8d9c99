import type { Connection, RowDataPacket } from "mysql2/promise";
import { covers } from "../../../mysql/index-spec.ts";
import { type ColumnUse, columnUseOf } from "../../../mysql/sql/explained-columns.ts";
import { scopesOf } from "../../../mysql/sql/table-references.ts";
import { tokensOf } from "../../../mysql/sql/tokens.ts";
import type { Statement } from "../../../mysql/statement.ts";
import { askedCandidate } from "../../../scenarios/asked-indexes.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import type { IndexSpec, Suite } from "../../../scenarios/suite.ts";
import { indexSpecText } from "../../../schema/index-spec.ts";
import { strataOfIndex } from "../../judge/strata-of-index.ts";
import type { Attribution } from "../../record/studies/attribution.ts";
import type { StudyContext } from "../study.ts";
import { isRegression, type Sight } from "./sightings.ts";

/** An index that could spare a scenario what another one costs it. */
export interface Remedy {
	readonly scenario: string;
	readonly index: IndexSpec;
}

/** With more of the table's columns than this part, an index that holds all that is read is a copy of the table. */
const MOST_OF_TABLE = 0.8;
/** More columns make an index that is half a table. */
const MOST_COLUMNS = 8;
/** Of an index entry, InnoDB's own limit. */
const MOST_BYTES = 3072;

/**
 * For every scenario that an index makes slower and for which the suite states no remedy: that index, extended by what
 * the scenario's own statements filter, sort and, if they are few, read of its table. Rows then need not be fetched to be
 * dropped, or not at all. Whether it helps is for the clock to say.
 * @param connection sees no invisible index, so that a plan's conditions are all on their tables.
 */
export async function derivedRemedies(
	connection: Connection,
	{ suite, record }: Pick<StudyContext, "suite" | "record">,
	sights: readonly Sight[],
	found: Pick<Attribution, "indexes">,
): Promise<readonly Remedy[]> {
	const remedies = new Map<string, Remedy>();
	for (const spec of suite.indexes) {
		const answered = new Set(strataOfIndex(spec, record.scenarios, found).map(({ stratum }) => stratum));
		const slower = sights.filter((sight) => isRegression(sight) && answered.has(sight.stratum));
		for (const { subject } of slower.filter(({ subject: { scenario } }) => scenario.remedy === undefined)) {
			const statements = statementsFor(subject.stratum, subject.keys[0] ?? []);
			const index = await extended(connection, spec, statements, suite);
			if (index === undefined) continue;
			remedies.set(JSON.stringify([subject.scenario.id, index.name]), { scenario: subject.scenario.id, index });
		}
	}
	return [...remedies.values()];
}

/** The index with further columns for these statements; undefined where there is none to add. */
async function extended(
	connection: Connection,
	spec: IndexSpec,
	statements: readonly Statement[],
	suite: Suite,
): Promise<IndexSpec | undefined> {
	// What further columns do behind a prefix, an expression or in a unique index is another question.
	if (spec.parts !== undefined || spec.kind !== undefined) return undefined;
	const uses: ColumnUse[] = [];
	for (const statement of statements) {
		const names = namesOf(spec.table, statement);
		uses.push(...(await columnUseOf(connection, statement)).filter(({ table }) => names.includes(table)));
	}
	if (uses.length === 0) return undefined;
	const sorted = statements.flatMap((statement) => sortColumns(statement, namesOf(spec.table, statement)));
	const table = await tableFacts(connection, spec.table);
	const columns = extendedColumns(spec.columns, uses, sorted, table);
	const index = { name: "", table: spec.table, columns };
	const there = suite.indexes.some((other) => covers(other, index));
	return there ? undefined : askedCandidate(indexSpecText(index), suite);
}

/** What a statement calls a table: its name, or the aliases that it gives it. */
function namesOf(table: string, { sql }: Statement): readonly string[] {
	const references = scopesOf(tokensOf(sql)).flatMap((scope) => scope.references);
	return references.filter((one) => one.table === table).map(({ alias }) => alias);
}

/** What limits an index on a table. */
export interface TableFacts {
	/** Every secondary index ends with them as it is. */
	readonly primary: readonly string[];
	/** Bytes that a column takes in an index at most; infinite where no index holds it whole. */
	readonly bytes: ReadonlyMap<string, number>;
}

/**
 * The index's own columns, so that it can still do all it does; then those compared with values, those compared with
 * bounds, those that sort, those that other conditions need; and last all others that are read, if the whole is no more
 * than eight columns: then the index alone answers.
 */
export function extendedColumns(
	own: readonly string[],
	uses: readonly ColumnUse[],
	sorted: readonly string[],
	{ primary, bytes }: TableFacts,
): readonly string[] {
	const everywhere = (column: string) => uses.every(({ equal }) => equal.includes(column));
	const all = (of: (use: ColumnUse) => readonly string[]) => uses.flatMap(of);
	const equal = all((use) => use.equal).filter(everywhere);
	const read = all((use) => use.used);
	const sorting = sorted.every((column) => read.includes(column)) ? sorted : [];
	const ways = [...own, ...equal, ...all((use) => use.range), ...sorting];
	const filters = [...ways, ...all((use) => use.equal), ...all((use) => use.filtered)];
	const fits = (columns: readonly string[]) =>
		columns.length <= MOST_COLUMNS && columns.reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0) <= MOST_BYTES;
	const distinct = (columns: readonly string[]) =>
		[...new Set(columns)].filter((name) => own.includes(name) || !primary.includes(name));
	// An index on what a statement sorts by serves the sort alone; behind its equalities it finds the rows as well.
	const sortsBy = own.every((column) => sorting.includes(column)) && equal.some((column) => !own.includes(column));
	if (sortsBy) return distinct([...equal, ...sorting]);
	const covering = distinct([...filters, ...read]);
	const isCopy = covering.length + primary.length > MOST_OF_TABLE * bytes.size;
	const candidates = [...(isCopy ? [] : [covering]), distinct(filters), distinct(ways), distinct([...own, ...equal])];
	return candidates.find(fits) ?? own;
}

const NAME = "`((?:[^`]|``)+)`";
const ORDER = /\border by ((?:(?!\border by\b)[^()])*?)(?: limit [^()]*)?$/i;
const ITEM = new RegExp(`^(?:${NAME}\\.)?${NAME}(?: (asc|desc))?$`, "i");

/**
 * What a statement sorts its result by, where it is names of no other table, all in one direction: columns, or what the
 * statement calls something it computes.
 */
export function sortColumns({ sql }: Pick<Statement, "sql">, names: readonly string[]): readonly string[] {
	const items = (ORDER.exec(sql)?.[1] ?? "").split(", ").map((item) => ITEM.exec(item));
	const found = items.filter((item) => item !== null);
	const own = found.every(([, of]) => of === undefined || names.includes(of));
	const directions = new Set(found.map(([, , , direction = "asc"]) => direction.toLowerCase()));
	if (found.length < items.length || !own || directions.size > 1) return [];
	return found.map(([, , name = ""]) => name.replaceAll("``", "`"));
}

async function tableFacts(connection: Connection, table: string): Promise<TableFacts> {
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT COLUMN_NAME AS name, DATA_TYPE AS type, CHARACTER_OCTET_LENGTH AS bytes, COLUMN_KEY AS k
		 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
		[table],
	);
	const whole = (type: unknown) => !/text|blob|json|geometry|point|vector/i.test(String(type));
	return {
		primary: rows.filter(({ k }) => k === "PRI").map(({ name }) => String(name)),
		bytes: new Map(
			rows.map(({ name, type, bytes }) => [String(name), whole(type) ? Number(bytes ?? 8) : Number.POSITIVE_INFINITY]),
		),
	};
}
