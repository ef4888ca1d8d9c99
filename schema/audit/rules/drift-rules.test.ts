import { expect, test } from "vitest";
import type { ClaimedIndex } from "../../drift/claimed-indexes.ts";
import type { MigrationDrift, SchemaDrift } from "../../drift/drift-report.ts";
import { indexDrift } from "../../drift/index-drift.ts";
import type { StoppedMigration } from "../../drift/replay.ts";
import { audit } from "../audit.ts";
import { baselineOf } from "../baseline.ts";
import { model } from "../fixtures/model.ts";
import { withWaivers } from "../waivers.ts";

const SCHEMA = model({
	users: { columns: { id: "int not null", mail: "int" }, indexes: { users_mail: "unique (mail)", gone: "(?)" } },
	orders: { columns: { id: "int not null", a: "int", b: "int" }, indexes: { orders_a: "(a)", orders_b: "(b)" } },
	later: { columns: { id: "int not null" } },
});

/** What a server has: other kinds, other names, another table, and the migrator's own. */
const DATABASE = {
	tables: [
		table("users", [index("users_mail", "plain", "mail")]),
		table("orders", [index("by_b", "plain", "b"), { ...index("orders_id", "plain", "id"), visible: false }]),
		table("old", []),
		table("__drizzle_migrations", []),
	],
};

function index(name: string, kind: "plain" | "unique", column: string) {
	return { name, kind, parts: [{ column }], visible: true };
}

function table(name: string, indexes: readonly ReturnType<typeof index>[]) {
	return { name, primaryKey: ["id"], indexes, foreignKeys: [] };
}

const DRIFT = indexDrift(SCHEMA, DATABASE);
const NO_STATISTICS = { uptimeSeconds: 1, notTold: [] };

function migrations(more: Partial<MigrationDrift> = {}): SchemaDrift {
	const replay = { ran: 2, statements: 4 };
	return { migrations: { form: "journal", migrations: 2, replay, drift: DRIFT, unfulfilled: [], ...more } };
}

const STOPPED: StoppedMigration = {
	migration: "0001_second",
	file: "drizzle/0001_second.sql",
	line: 7,
	statement: 2,
	statements: 3,
	sql: "CREATE INDEX IF NOT EXISTS x ON `orders` (a)",
	errno: 1064,
	code: "ER_PARSE_ERROR",
	message: "You have an error in your SQL syntax",
};

const CLAIM: ClaimedIndex = {
	file: "sql/fast.sql",
	line: 3,
	table: "orders",
	index: "x",
	parts: [{ column: "a" }],
	ifNotExists: true,
};

const RULES = ["migrations-stop", "migration-drift", "database-drift", "unrun-sql-file"];

function found(drift: SchemaDrift | undefined) {
	return audit(SCHEMA, drift === undefined ? {} : { drift }).findings.filter(({ rule }) => RULES.includes(rule));
}

test("what the schema says and a server lacks is an error, what is there beside it a warning; names are no difference", () => {
	for (const [drift, rule] of [
		[migrations(), "migration-drift"],
		[{ database: { drift: DRIFT, invisible: [], statistics: NO_STATISTICS } }, "database-drift"],
	] as const) {
		const findings = found(drift);
		expect(findings.map((each) => [each.rule, each.severity, each.table, each.index, each.about]).toSorted()).toEqual([
			[rule, "error", "later", undefined, "table-only-in-schema"],
			[rule, "error", "orders", "orders_a", "index-only-in-schema"],
			[rule, "error", "users", "users_mail", "uniqueness-differs"],
			[rule, "warn", "old", undefined, "table-only-in-database"],
			[rule, "warn", "orders", "orders_id", "index-only-in-database"],
		]);
		expect(new Set(findings.map(({ id }) => id)).size).toBe(5);
	}
	expect(found(undefined)).toEqual([]);
});

test("expressions are compared as texts, so that a difference of theirs is only a possible one", () => {
	const parts = [{ expression: "(lower(`mail`))" }];
	const difference = { kind: "index-only-in-schema", table: "users", index: "x", parts, unique: false } as const;
	expect(found(migrations({ drift: [difference] }))).toMatchObject([{ severity: "warn", confidence: "possible" }]);
});

test("where the migrations stop, that is the error, and what later ones may make is not told as missing", () => {
	const findings = found(migrations({ replay: { ran: 1, statements: 3, stopped: STOPPED }, unfulfilled: [CLAIM] }));
	expect(findings).toMatchObject([
		{
			rule: "migrations-stop",
			severity: "error",
			table: "orders",
			place: { file: "drizzle/0001_second.sql", line: 7 },
			why: { kind: "mysql-refuses", error: "ER_PARSE_ERROR" },
		},
		{ rule: "unrun-sql-file", severity: "warn", confidence: "possible", place: { file: "sql/fast.sql", line: 3 } },
	]);
	const other = { ...STOPPED, migration: "0002_third" };
	const [later] = found(migrations({ replay: { ran: 1, statements: 3, stopped: other } }));
	expect(later?.id).not.toBe(findings[0]?.id);
	expect(found(migrations({ unfulfilled: [CLAIM] })).at(-1)).toMatchObject({ confidence: "certain" });
});

test("a waiver of a rule that was not tried is not called unused, and one of a rule that was tried is", () => {
	const result = audit(SCHEMA, { drift: migrations() });
	const baseline = baselineOf(result.findings, "known");
	const waived = withWaivers(result, SCHEMA, new Map(), baseline);
	expect([waived.findings, waived.waived.length, waived.problems]).toEqual([[], result.findings.length, []]);
	expect(withWaivers(audit(SCHEMA), SCHEMA, new Map(), baseline).problems).toEqual([]);
	const comment = new Map([["a.ts", "// index-impact-ignore migration-drift: next week\nconst a = 1;"]]);
	expect(withWaivers(audit(SCHEMA), SCHEMA, comment, undefined).problems).toEqual([]);
	expect(withWaivers(result, SCHEMA, comment, undefined).problems).toMatchObject([{ kind: "unused" }]);
	const mended = audit(SCHEMA, { drift: migrations({ drift: [] }) });
	expect(withWaivers(mended, SCHEMA, new Map(), baseline).problems).toHaveLength(5);
});
