import type { DatabaseDrift } from "../../../schema/drift/drift-report.ts";
import type { IndexDifference, IndexDrift } from "../../../schema/drift/index-drift.ts";
import type { IndexPart } from "../../../schema/model.ts";
import type { DriftAnswer, NextGenerate } from "./answer.ts";

/** What was found, for a terminal; empty where nobody asked. */
export function renderDrift({ migrations, nextGenerate, database }: DriftAnswer): string {
	const parts = [
		...(migrations === undefined ? [] : [renderMigrationDrift(migrations, nextGenerate)]),
		...(database === undefined ? [] : [renderDatabaseDrift(database)]),
	];
	return parts.join("\n");
}

/** How schema and migrations differ. */
function renderMigrationDrift(found: NonNullable<DriftAnswer["migrations"]>, next: NextGenerate | undefined): string {
	const { replay, migrations, drift, server } = found;
	const lines = [`Migrations: ${replay.ran} of ${migrations} run on an empty database of MySQL ${server}.`];
	if (replay.stopped !== undefined) {
		const { file, line, statement, statements, message } = replay.stopped;
		lines.push(`  They stop at ${file}:${line}, statement ${statement} of ${statements}: ${message}`);
		lines.push("  What follows compares the schema with the database as far as they ran.");
	}
	lines.push(...driftLines(drift, "the migrations", replay.stopped === undefined));
	if (next !== undefined) lines.push(...nextLines(next));
	return `${lines.join("\n")}\n`;
}

function nextLines(next: NextGenerate): readonly string[] {
	if (next.kind === "fails") return [`  drizzle-kit generate makes nothing now: ${next.message}`];
	const { statements } = next;
	if (statements.length === 0) return ["  The next drizzle-kit generate has nothing to do."];
	const shown = statements.slice(0, 12).map((sql) => `    ${sql.replaceAll(/\s+/g, " ").slice(0, 120)}`);
	const more = statements.length - shown.length;
	return [
		`  The next drizzle-kit generate would carry along ${statements.length} statements:`,
		...shown,
		...(more > 0 ? [`    and ${more} more`] : []),
	];
}

/** How schema and a running database differ, and what the server tells of its indexes. */
function renderDatabaseDrift({ drift, invisible, statistics }: DatabaseDrift): string {
	const { uptimeSeconds, unused, sizes, redundant, notTold } = statistics;
	const lines = ["Database:", ...driftLines(drift, "the database", true)];
	const told = new Set(drift.map((each) => ("index" in each ? `${each.table}.${each.index}` : "")));
	for (const { table, index } of invisible.filter((each) => !told.has(`${each.table}.${each.index}`)))
		lines.push(`  ${table}.${index} is invisible: it costs writes and serves no query.`);
	if (unused !== undefined && unused.length > 0) {
		lines.push(`  Not read since the server started ${duration(uptimeSeconds)} ago, which may be too short to tell:`);
		lines.push(...unused.map(({ table, index }) => `    ${table}.${index}${sizeOf(sizes, table, index)}`));
	}
	for (const { table, index, coveredBy } of redundant ?? []) {
		lines.push(`  ${table}.${index} is redundant in the server's own opinion: ${coveredBy} covers it.`);
	}
	for (const { what, message } of notTold) lines.push(`  Not told: ${what} (${message}).`);
	return `${lines.join("\n")}\n`;
}

/** Each difference where the audit has no findings of them; else how many there are. */
function driftLines(drift: readonly IndexDrift[], where: string, areFindings: boolean): readonly string[] {
	const differences = drift.filter((each) => each.kind !== "named-otherwise");
	const renamed = drift.length - differences.length;
	const more = renamed === 0 ? [] : [`  ${renamed} more are the same by another name.`];
	if (differences.length === 0) return [`  Schema and ${where} have the same indexes.`, ...more];
	const times = differences.length === 1 ? "once" : `${differences.length} times`;
	if (areFindings) return [`  Schema and ${where} differ ${times}; each is a finding.`, ...more];
	return [...differences.map((each) => `  ${differenceText(each, where)}${placeText(each)}.`), ...more];
}

function placeText(drift: IndexDifference): string {
	return "place" in drift && drift.place !== undefined ? ` (${drift.place.file}:${drift.place.line})` : "";
}

/** A difference in one sentence without a full stop. @param where "the migrations" or "the database". */
export function differenceText(drift: IndexDifference, where: string): string {
	switch (drift.kind) {
		case "table-only-in-schema":
			return `Table ${drift.table} is in the schema alone`;
		case "table-only-in-database":
			return `Table ${drift.table} is in ${where} alone`;
		case "index-only-in-schema":
			return `${drift.table}(${partsText(drift.parts)}) is in the schema alone, as ${drift.index}`;
		case "index-only-in-database":
			return `${drift.table}(${partsText(drift.parts)}) is in ${where} alone, as ${drift.index}${drift.invisible === true ? ", and invisible" : ""}`;
		case "uniqueness-differs":
			return `${drift.table}.${drift.index} is unique in ${drift.uniqueInSchema ? "the schema" : where} alone`;
		case "invisible-in-database":
			return `${drift.table}.${drift.index} is invisible in ${where}`;
	}
}

/** What to do about it. @param ofSchema where the schema is what holds. */
export function driftAdvice(kind: IndexDifference["kind"], ofSchema: string): string {
	switch (kind) {
		case "index-only-in-schema":
		case "table-only-in-schema":
		case "uniqueness-differs":
			return ofSchema;
		case "index-only-in-database":
		case "table-only-in-database":
			return "Declare it in the schema, or drop it there";
		case "invisible-in-database":
			return "Drop it, or make it visible";
	}
}

function partsText(parts: readonly IndexPart[]): string {
	return parts
		.map((part) => {
			if ("undefined" in part) return "a column that does not exist";
			const direction = part.descending === true ? " desc" : "";
			if ("expression" in part) return `${part.expression}${direction}`;
			return `${part.column}${part.length === undefined ? "" : `(${part.length})`}${direction}`;
		})
		.join(", ");
}

function sizeOf(sizes: DatabaseDrift["statistics"]["sizes"], table: string, index: string): string {
	const bytes = sizes?.find((each) => each.table === table && each.index === index)?.bytes;
	return bytes === undefined ? "" : `, ${(bytes / 1e6).toFixed(1)} MB`;
}

function duration(seconds: number): string {
	const hours = seconds / 3600;
	return hours < 48 ? `${Math.max(1, Math.round(hours))} h` : `${Math.round(hours / 24)} days`;
}
