import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { BenchError } from "../../base/errors.ts";
import { isWord, tokensOf } from "../../mysql/sql/tokens.ts";
import type { WorkloadQuery } from "./query-scenario.ts";

/**
 * Queries as the user names them: a statement's text, or a file of statements parted by ";". A comment just before a
 * statement, `-- name: open orders of a customer`, is its title; `-- weight: 2000` says how often a day it runs.
 * @param named each a text that begins with a word of SQL, or a path from `folder`.
 * @throws BenchError kind "usage" for what is neither.
 */
export async function readQueries(named: readonly string[], folder: string): Promise<readonly WorkloadQuery[]> {
	const found: WorkloadQuery[] = [];
	for (const text of named) {
		if (/^\s*(?:select|with|\(|insert|update|delete|replace)\b/i.test(text)) {
			found.push({ sql: text.trim().replace(/;\s*$/, ""), source: "--query" });
			continue;
		}
		const file = join(folder, text);
		if (!existsSync(file)) {
			throw new BenchError(
				"usage",
				`"${text}" is neither a query nor a file of queries.`,
				"Give a SELECT, or the path of a file of them.",
			);
		}
		found.push(...queriesOf(await readFile(file, "utf8"), relative(folder, file)));
	}
	return found;
}

/** The statements of a text, each with the place where it begins. */
export function queriesOf(text: string, file: string): readonly WorkloadQuery[] {
	const ends = tokensOf(text).flatMap((token) => (isWord(token, ";") ? [token.end] : []));
	let start = 0;
	return [...ends, text.length].flatMap((end) => {
		const part = text.slice(start, end);
		const [first] = tokensOf(part);
		const line = text.slice(0, start + (first?.start ?? 0)).split("\n").length;
		start = end;
		if (first === undefined || isWord(first, ";")) return [];
		const said = part.slice(0, first.start);
		const title = /^\s*(?:--|#)\s*name:\s*(.+?)\s*$/im.exec(said)?.[1];
		const weight = Number(/^\s*(?:--|#)\s*weight:\s*([\d_.]+)\s*$/im.exec(said)?.[1]?.replaceAll("_", ""));
		return [
			{
				sql: part.slice(first.start).replace(/;\s*$/, "").trim(),
				source: `${file}, line ${line}`,
				...(title === undefined ? {} : { title }),
				...(weight > 0 ? { weight, weightReason: `as ${file} says` } : {}),
			},
		];
	});
}
