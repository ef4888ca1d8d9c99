import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { partOfText } from "../../mysql/index-parts.ts";
import type { IndexPart } from "../model.ts";
import { type MigrationHistory, withoutComments } from "./migration-history.ts";

/** An index that a SQL file says it makes. */
export interface ClaimedIndex {
	/** Relative to the project's folder. */
	readonly file: string;
	readonly line: number;
	readonly table: string;
	readonly index: string;
	readonly parts: readonly IndexPart[];
	/** MySQL has no CREATE INDEX IF NOT EXISTS: the file cannot have run there. */
	readonly ifNotExists: boolean;
}

/** The first line of files that stand beside a migration; no migrator runs them. */
export const BESIDE = "-- Written by index-impact beside a migration; no migrator runs this file.";

const NAME = "(`(?:[^`]|``)+`|[\\p{L}\\w$]+)";
const QUALIFIED = `(?:${NAME}\\s*\\.\\s*)?${NAME}`;
const CREATE = new RegExp(
	`CREATE\\s+(?:UNIQUE\\s+|FULLTEXT\\s+|SPATIAL\\s+)?INDEX\\s+(IF\\s+NOT\\s+EXISTS\\s+)?${NAME}\\s+(?:USING\\s+\\w+\\s+)?ON\\s+${QUALIFIED}\\s*\\(`,
	"giu",
);
const ALTER = new RegExp(`ALTER\\s+TABLE\\s+${QUALIFIED}\\s+`, "giu");
const ADD = new RegExp(
	`ADD\\s+(?:UNIQUE\\s+|FULLTEXT\\s+|SPATIAL\\s+)?(?:INDEX|KEY)\\s+(IF\\s+NOT\\s+EXISTS\\s+)?${NAME}\\s*\\(`,
	"giu",
);

/** The SQL files of a project that no migrator runs, with the indexes that they claim to make. */
export async function claimedIndexes(
	project: string,
	history: MigrationHistory | undefined,
): Promise<readonly ClaimedIndex[]> {
	const journaled = new Set(history?.migrations.map(({ file }) => file));
	const found: ClaimedIndex[] = [];
	const exclude = (name: string) => /(^|[\\/])(node_modules|\.[^\\/]+|dist|build)$/.test(name);
	for await (const entry of glob("**/*.sql", { cwd: project, exclude })) {
		const file = entry.replaceAll("\\", "/");
		if (journaled.has(file)) continue;
		const text = await readFile(join(project, entry), "utf8");
		if (!text.startsWith(BESIDE)) found.push(...claimsOf(file, text));
	}
	return found.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** The indexes that a file's text claims. */
export function claimsOf(file: string, text: string): readonly ClaimedIndex[] {
	const sql = withoutComments(text);
	const claim = (at: number, open: number, table: string, index: string, ifNotExists: boolean): ClaimedIndex => ({
		file,
		line: sql.slice(0, at).split("\n").length,
		table: unquoted(table),
		index: unquoted(index),
		parts: partsFrom(sql, open),
		ifNotExists,
	});
	const created = [...sql.matchAll(CREATE)].map((match) => {
		const [whole, guard, index = "", , table = ""] = match;
		return claim(match.index, match.index + whole.length, table, index, guard !== undefined);
	});
	const added = [...sql.matchAll(ALTER)].flatMap((alter) => {
		const table = alter[2] ?? "";
		const start = alter.index + alter[0].length;
		const end = sql.indexOf(";", start);
		const body = sql.slice(start, end < 0 ? undefined : end);
		return [...body.matchAll(ADD)].map((match) => {
			const at = start + match.index;
			return claim(at, at + match[0].length, table, match[2] ?? "", match[1] !== undefined);
		});
	});
	return [...created, ...added].sort((a, b) => a.line - b.line);
}

/** The parts from an opening parenthesis to the one that closes it. */
function partsFrom(sql: string, open: number): readonly IndexPart[] {
	let depth = 1;
	let start = open;
	const texts: string[] = [];
	for (let at = open; at < sql.length && depth > 0; at++) {
		const sign = sql[at];
		if (sign === "(") depth++;
		if (sign === ")") depth--;
		if ((sign === "," && depth === 1) || depth === 0) {
			texts.push(sql.slice(start, at));
			start = at + 1;
		}
	}
	return texts.map((text) => partOfText(text));
}

function unquoted(name: string): string {
	return name.startsWith("`") ? name.slice(1, -1).replaceAll("``", "`") : name;
}
