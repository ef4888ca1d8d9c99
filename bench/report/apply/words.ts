import type { WantedIndex } from "../../../schema/edit/request.ts";
import type { IndexPart } from "../../../schema/model.ts";
import type { ApplyResult, MigrationResult } from "./result.ts";

/** What `apply` did, for a terminal. */
export function renderApply(result: ApplyResult): string {
	const lines = [...result.edits.map((edit) => editLine(edit, result.dryRun))];
	lines.push(...result.passedOver.map(({ edit, reason }) => `Not made: ${editText(edit)}. ${reason}`));
	if (result.dryRun) lines.push("", result.patch.trimEnd(), "", "Nothing was written.");
	if (!result.dryRun) lines.push(typesLine(result.types));
	if (result.migration !== undefined) lines.push("", ...migrationLines(result.migration));
	if (result.noMigration === "no migrations") {
		lines.push(
			"",
			"No migration was made: there are none in this project. Name their folder with --migrations if there are.",
		);
	}
	if (result.branch !== undefined) lines.push("", `Committed on branch ${result.branch}. Nothing was pushed.`);
	return `${lines.join("\n")}\n`;
}

/** First line and body of the commit. */
export function commitMessage(result: ApplyResult): string {
	const count = (kind: string) => result.edits.filter((edit) => edit.kind === kind).length;
	const counts = [
		...(count("added") > 0 ? [`add ${indexes(count("added"))}`] : []),
		...(count("dropped") > 0 ? [`drop ${indexes(count("dropped"))}`] : []),
	];
	const lines = result.edits.map((edit) => `- ${editLine(edit, false)}${edit.why === undefined ? "" : ` ${edit.why}`}`);
	return `schema: ${counts.join(", ")}\n\n${lines.join("\n")}\n`;
}

/** The text of a pull request. */
export function pullRequestBody(result: ApplyResult): string {
	const rows = result.edits.map((edit) => {
		const why = edit.why === undefined ? "asked for" : edit.why;
		return `| ${edit.kind} | \`${specText(edit)}\` | \`${edit.index.name}\` | ${cell(why)} |`;
	});
	const lines = ["## Index changes", "", "| change | index | name | why |", "|---|---|---|---|", ...rows, ""];
	lines.push(`The schema loads as before but for these indexes. ${typesLine(result.types)}`);
	if (result.migration !== undefined) lines.push("", "## Migration", "", ...migrationLines(result.migration));
	return `${lines.join("\n")}\n`;
}

function editLine({ kind, index, file, line }: ApplyResult["edits"][number], isPlanned: boolean): string {
	const verb = isPlanned ? `would be ${kind}` : kind;
	return `${specText({ index })} ${verb} as ${index.name}: ${kind === "added" && line > 0 ? `${file}:${line}` : file}.`;
}

function editText(edit: ApplyResult["passedOver"][number]["edit"]): string {
	if (edit.kind === "add") return `add ${specText({ index: edit.index })}`;
	if (edit.kind === "drop") return `drop ${edit.index.table}.${edit.index.name}`;
	return `move ${edit.from.table}.${edit.from.name} to ${specText({ index: edit.to })}`;
}

function typesLine(types: ApplyResult["types"]): string {
	return types === "not worse"
		? "The project's type check finds nothing new."
		: "The edit was not type-checked: no tsconfig.json with typescript beside it, or not wanted.";
}

function migrationLines(migration: MigrationResult): readonly string[] {
	const { how, files, statements, server, carriedAlong, needless, leftForNext } = migration;
	const made =
		how === "generated" ? "made by the project's own drizzle-kit" : "index changes alone, entered into the migrations";
	const lines = [`Migration ${files[0]}: ${made}.`];
	for (const { sql, online, reason } of statements) {
		const locks =
			online === "none locked" ? "writers go on" : `writers wait${reason === undefined ? "" : ` (${reason})`}`;
		lines.push(`  ${sql};  -- ${locks}`);
	}
	lines.push(
		`All migrations ran on an empty database of MySQL ${server}; each index is where it belongs; the way back was tried.`,
	);
	for (const file of files.slice(1)) {
		if (/rollback\.sql$/.test(file)) lines.push(`Takes it back: ${file}`);
		if (/later\.sql$/.test(file)) lines.push(`Drops the invisible indexes, once nobody misses them: ${file}`);
	}
	for (const { kind, table, index } of needless) {
		lines.push(
			`${table}.${index} needs no statement: ${kind === "drop" ? "no migration ever made it" : "a migration made it already"}.`,
		);
	}
	if (carriedAlong.length > 0) {
		lines.push(`It also makes index changes that were waiting: ${named(carriedAlong)}.`);
	}
	if (leftForNext.message !== undefined) lines.push(`drizzle-kit generate itself stops: ${leftForNext.message}`);
	if (leftForNext.statements.length > 0) {
		lines.push(
			`The next drizzle-kit generate would also carry along ${leftForNext.statements.length} other statements:`,
		);
		lines.push(...leftForNext.statements.slice(0, 10).map((sql) => `  ${sql.replaceAll(/\s+/g, " ").slice(0, 120)}`));
	}
	return lines;
}

function named(statements: readonly { table: string; index: string; kind: string }[]): string {
	return statements.map(({ kind, table, index }) => `${kind} ${table}.${index}`).join(", ");
}

function specText({ index }: { readonly index: WantedIndex }): string {
	const kind = index.kind === "plain" ? "" : `${index.kind} `;
	return `${kind}${index.table}(${index.parts.map(partText).join(", ")})`;
}

function partText(part: IndexPart): string {
	if ("undefined" in part) return "a column that does not exist";
	const direction = part.descending === true ? " desc" : "";
	if ("expression" in part) return `${part.expression}${direction}`;
	return `${part.column}${part.length === undefined ? "" : `(${part.length})`}${direction}`;
}

function indexes(count: number): string {
	return count === 1 ? "one index" : `${count} indexes`;
}

function cell(text: string): string {
	return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
