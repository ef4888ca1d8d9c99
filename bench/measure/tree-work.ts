import { nodesOf, type TreeNode } from "../../mysql/executed-tree.ts";
import type { UsedColumns } from "../../mysql/used-columns.ts";
import type { Evidence } from "../record/schema.ts";
import type { UnknownWork, WorkKind } from "../record/work.ts";

/** Counts by kind, and why they are not all. */
export interface CountedWork {
	readonly counts: ReadonlyMap<WorkKind, number>;
	readonly unknown: readonly UnknownWork[];
}

/** What is known of one execution of a unit of work. */
export interface Execution {
	readonly handlers: Evidence["handlers"];
	readonly pageReads: number | null;
	readonly resultRows: number;
	readonly statements: number;
	readonly sentBytes: number;
	/** Index entries that the same execution reads while no condition is pushed down to the engine; null if none was. */
	readonly entriesUnpushed: number | null;
	readonly trees: readonly (readonly TreeNode[])[];
	/** Of each statement, in the order of the trees. */
	readonly usedColumns: readonly UsedColumns[];
}

/** A quoted literal that is compared as a number. */
const MOMENT = /\b(?:timestamp|date|time)\s*'[^']*'/gi;
/** A list of texts, in which each row's value is searched: many times as long as one comparison. */
const TEXT_LIST = /\bin \('(?:[^'\\]|\\.|'')*'(?:,'(?:[^'\\]|\\.|'')*')*\)/gi;
/** Functions that take many times as long as a comparison. */
const FUNCTIONS =
	/ like '%|regexp|\b(?:json_\w+|upper|lower|ucase|lcase|concat\w*|substr\w*|replace|sha\d?|md5|crc32|date_format|str_to_date|locate|instr|trim|soundex)\(/i;
/** Functions of which one call may take any time. */
const SLOW = /\b(?:sleep|benchmark|get_lock|load_file|uncompress|aes_\w+|random_bytes|st_\w+|mbr\w+)\(/i;
/** A function of the database's own, which EXPLAIN writes with its database. */
const STORED = /`\w+`\.`\w+`\(/;

/**
 * Counts what one execution did, from its session counters and the iterators of its tree. Counters are exact and see
 * the engine; the tree sees what happens above it: conditions, joins in memory, sorts, groups.
 */
export function workInTree(execution: Execution): CountedWork {
	const counts = new Map<WorkKind, number>();
	const unknown = new Set<UnknownWork>();
	const add = (kind: WorkKind, count: number) => counts.set(kind, (counts.get(kind) ?? 0) + count);
	const nodes = execution.trees.flatMap((roots) => nodesOf(roots));
	for (const node of nodes) {
		countNode(node, add);
		for (const reason of unknownIn(node, execution)) unknown.add(reason);
	}
	add("further-column", furtherColumns(execution));
	const { handlers, pageReads } = execution;
	const read = (name: string) => handlers[`Handler_read_${name}`] ?? 0;
	const ofTemporary = Math.min(rowsOfTemporaryScans(nodes), read("rnd_next"));
	const grouping = Math.min(counts.get("grouped-row") ?? 0, read("key"));
	add("statement", execution.statements);
	add("page", pageReads ?? 0);
	add("scanned-row", read("rnd_next") - ofTemporary);
	add("temporary-read", ofTemporary);
	add("index-entry", read("next"));
	add("backward-entry", read("prev"));
	add("lookup", read("key") - grouping);
	add("position-read", read("rnd"));
	add("temporary-write", handlers.Handler_write ?? 0);
	add("sent-row", execution.resultRows);
	add("sent-byte", execution.sentBytes);
	if (execution.entriesUnpushed !== null) {
		add("rejected-entry", Math.max(0, execution.entriesUnpushed - read("next") - read("prev")));
	}
	if (pageReads === null) unknown.add("not-told");
	if ((handlers.Created_tmp_disk_tables ?? 0) > 0) unknown.add("disk-temporary-table");
	// A sort beyond its buffer writes its rows to disk and reads them back; which of several sorts did is not told.
	if ((handlers.Sort_merge_passes ?? 0) > 0) add("merged-row", rowsSorted(nodes));
	return { counts: new Map([...counts].filter(([, count]) => count > 0)), unknown: [...unknown] };
}

function countNode(node: TreeNode, add: (kind: WorkKind, count: number) => void): void {
	const { text, rows, loops, children } = node;
	const input = handedOn(children[0]);
	const inner = handedOn(children[1]);
	if (text.startsWith("Filter:")) {
		add("filtered-row", input);
		// Any other literal in quotes is text, which a collation compares.
		const condition = text.replace(MOMENT, "");
		const single = condition.replace(TEXT_LIST, "");
		add("text-filtered-row", input * Math.floor((single.match(/'/g) ?? []).length / 2));
		if (single !== condition) add("list-filtered-row", input);
		if (FUNCTIONS.test(text)) add("function-filtered-row", input);
	} else if (text.startsWith("Sort")) {
		if (/limit input to/.test(text)) add("top-sorted-row", input);
		else add("sorted-row", input * Math.log2(Math.max(2, input)));
		if (/row IDs?/.test(text)) add("position-sorted-row", input);
	} else if (text.startsWith("Aggregate using temporary table")) add("grouped-row", input);
	else if (/^(?:Group a|A)ggregate|^Window aggregate/.test(text)) {
		// Rows that a skip scan hands on are different already.
		const sorts = /distinct/i.test(text) && !children.some((child) => / skip scan /.test(child.text));
		add(sorts ? "distinct-row" : "aggregated-row", input);
	} else if (/hash (?:join|semijoin|antijoin)/.test(text)) {
		add("hashed-row", input + inner);
		if (/no condition/.test(text)) add("compared-pair", input * inner);
		else add("hash-match", rows);
	} else if (text.startsWith("Nested loop")) add("joined-row", rows);
	else if (/^(?:Union )?[Mm]aterialize|^Temporary table|^Remove duplicate/.test(text)) {
		add("materialized-row", sum(children));
	} else if (/re-planned for each iteration/.test(text)) add("replanned-range", loops);
	else if (/row ID/.test(text) && /^(?:Intersect|Deduplicate|Union)/.test(text)) add("merged-entry", sum(children));
	else if (/^(?:Covering i|I|Single-row (?:covering )?i)ndex (?:lookup|range scan|scan|skip scan)/.test(text)) {
		add("access-start", loops);
	}
}

/** How a node reaches rows of a table, and the alias of that. */
const ACCESS = /\b(?:scan|lookup|Constant row) (?:on|from) (`?)(.+?)\1(?= using | \(|,|$)/;
/** So many columns of a row are within the price of the row itself. */
const COLUMNS_OF_A_ROW = 2;

/** Columns beyond the first two, of each row that is reached: the engine copies them one by one. */
function furtherColumns({ trees, usedColumns }: Execution): number {
	let count = 0;
	for (const [number, roots] of trees.entries()) {
		for (const { text, rows } of nodesOf(roots)) {
			const used = usedColumns[number]?.get(ACCESS.exec(text)?.[2] ?? "") ?? 0;
			count += rows * Math.max(0, used - COLUMNS_OF_A_ROW);
		}
	}
	return count;
}

function unknownIn({ text }: TreeNode, { handlers }: Execution): readonly UnknownWork[] {
	const found: UnknownWork[] = [];
	// Some versions count rows within the engine, by several threads, and move no counter.
	if (
		text.startsWith("Count rows in") &&
		(handlers.Handler_read_next ?? 0) + (handlers.Handler_read_rnd_next ?? 0) === 0
	)
		found.push("engine-counted-rows");
	// Which pairs of a bucket are compared with the further conditions is nowhere counted.
	if (/hash (?:join|semijoin|antijoin).*extra conditions/.test(text)) found.push("not-told");
	if (/^Full-text/i.test(text) || /\bmatch\b.*\bagainst\b/i.test(text)) found.push("full-text");
	if (/spatial/i.test(text)) found.push("spatial");
	if (STORED.test(text)) found.push("stored-function");
	if (SLOW.test(text)) found.push("slow-function");
	return found;
}

function rowsSorted(nodes: readonly TreeNode[]): number {
	return nodes.reduce((rows, { text, children }) => rows + (text.startsWith("Sort") ? handedOn(children[0]) : 0), 0);
}

function rowsOfTemporaryScans(nodes: readonly TreeNode[]): number {
	return sum(nodes.filter(({ text, children }) => text.startsWith("Table scan on") && children.length > 0));
}

/** Some nodes have no figures of their own, such as the hash that is built of a table. */
function handedOn(node: TreeNode | undefined): number {
	if (node === undefined) return 0;
	return node.loops === 0 ? sum(node.children) : node.rows;
}

function sum(nodes: readonly TreeNode[]): number {
	return nodes.reduce((total, { rows }) => total + rows, 0);
}
