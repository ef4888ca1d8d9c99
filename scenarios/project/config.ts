import { z } from "zod";
import { BenchError } from "../../base/errors.ts";
import type { Claim, Scenario, WriteScenario } from "../suite.ts";

/** What `index-impact.config.ts` may say; all of it is optional, and the smallest useful config is empty. */
export interface ProjectConfig {
	/** The schema's files, folders or globs; by default those that drizzle.config names. */
	readonly schema?: string | readonly string[];
	/** How names are made of keys that have none; by default as drizzle.config says. */
	readonly casing?: "snake_case" | "camelCase";
	/** Folder of the migrations; by default drizzle.config's `out`. */
	readonly migrations?: string;
	/** Globs of table names to leave out with "!" before them, or to keep to. */
	readonly tablesFilter?: readonly string[];
	/** The bundle of production's statistics, if there is one. */
	readonly production?: string;
	/** Rows per table at `--scale production`: what tables that are not named get follows from these by their references. */
	readonly rows?: Readonly<Record<string, number>>;
	/** More about single columns, by "table.column", where it matters. */
	readonly columns?: Readonly<Record<string, unknown>>;
	/** Indexes under test, as "table(column, column desc)"; --diff and --try name others. */
	readonly indexes?: readonly string[];
	/** Indexes of the schema, as "table.index", that may be dropped. */
	readonly drops?: readonly string[];
	/** Queries as text, or files of them: one statement after another, parted by ";". */
	readonly queries?: readonly string[];
	/** Scenarios said by hand, where a query's text is not enough. */
	readonly scenarios?: readonly Scenario[];
	readonly writes?: readonly WriteScenario[];
	readonly claims?: readonly Claim[];
	/** A suite of one's own in place of all of the above: a file that exports it. */
	readonly suite?: string;
	/** Rules of the audit. */
	readonly rules?: Readonly<Record<string, "error" | "warn" | "off">>;
	/** The application's source files, for the audit: globs. */
	readonly source?: readonly string[];
	readonly gate?: Readonly<Record<string, unknown>>;
}

/** Helps an editor to complete and check the config. */
export function defineConfig(config: ProjectConfig): ProjectConfig {
	return config;
}

const texts = z.array(z.string());
const anything = z.custom<never>((value) => typeof value === "object" && value !== null, "is no object");

const configSchema = z.strictObject({
	schema: z.union([z.string(), texts]).optional(),
	casing: z.enum(["snake_case", "camelCase"]).optional(),
	migrations: z.string().optional(),
	tablesFilter: texts.optional(),
	production: z.string().optional(),
	rows: z.record(z.string(), z.int().positive()).optional(),
	columns: z.record(z.string(), z.unknown()).optional(),
	indexes: texts.optional(),
	drops: texts.optional(),
	queries: texts.optional(),
	scenarios: z.array(anything).optional(),
	writes: z.array(anything).optional(),
	claims: z.array(anything).optional(),
	suite: z.string().optional(),
	rules: z.record(z.string(), z.enum(["error", "warn", "off"])).optional(),
	source: texts.optional(),
	gate: z.record(z.string(), z.unknown()).optional(),
});

/** @param file as it is shown. @throws BenchError kind "usage" naming the first field that is wrong. */
export function checkedConfig(value: unknown, file: string): ProjectConfig {
	const parsed = configSchema.safeParse(value);
	if (parsed.success) return parsed.data as ProjectConfig;
	const [issue] = parsed.error.issues;
	const place = issue?.path.join(".") ?? "";
	const what =
		issue?.code === "unrecognized_keys" ? `knows no ${issue.keys.join(", ")}` : `${place} is wrong: ${issue?.message}`;
	throw new BenchError(
		"usage",
		`${file}: ${issue?.code === "unrecognized_keys" ? `the config ${what}` : what}.`,
		`It may have ${Object.keys(configSchema.shape).join(", ")}.`,
	);
}
