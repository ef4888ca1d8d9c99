import type { Finding } from "../../../schema/audit/finding.ts";

/**
 * What the application's source does with a finding's first column, as a count of places; undefined where the source was
 * not read, or where the finding is of no column.
 */
export function usageText({ usage, rule }: Finding): string | undefined {
	if (usage === undefined || !/^(?:missing|polymorphic|unindexed|low|unused|redundant|duplicate)/.test(rule))
		return undefined;
	if (rule === "unused-index") return undefined;
	const open = usage.access - usage.servedElsewhere;
	if (usage.access === 0) {
		return usage.joinedFrom > 0
			? `no query of the source could use it (${count(usage.joinedFrom, "join")} only go from it to another key)`
			: "no query of the source could use it";
	}
	const [example] = usage.examples;
	const where = example === undefined ? "" : `, such as ${example.file}:${example.line}`;
	const served = usage.servedElsewhere > 0 ? `, ${usage.servedElsewhere} more are served by another index` : "";
	if (rule === "unindexed-filter") return where.slice(2);
	return `${count(open, "place")} could use it${where}${served}`;
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
