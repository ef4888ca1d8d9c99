/** One iterator of an executed statement, as EXPLAIN ANALYZE tells of it. */
export interface TreeNode {
	/** What it does, without its figures. */
	readonly text: string;
	/** Rows that it handed on, over all its loops; 0 where it was never executed. */
	readonly rows: number;
	readonly loops: number;
	readonly children: readonly TreeNode[];
}

const NODE = /^( *)-> ([\s\S]*)$/;
const ACTUAL = / *\(actual time=\S+ rows=(\S+) loops=(\S+)\)/;
const FIGURES = / *\((?:cost=[^()]*|never executed|actual time=[^()]*)\)/g;

/** Reads the text of EXPLAIN ANALYZE. A line that begins no node belongs to the literal of the node before it. */
export function readTree(text: string): readonly TreeNode[] {
	const lines: string[] = [];
	for (const line of text.split("\n")) {
		if (NODE.test(line) || lines.length === 0) lines.push(line);
		else lines[lines.length - 1] += `\n${line}`;
	}
	const roots: TreeNode[] = [];
	const open: { depth: number; children: TreeNode[] }[] = [{ depth: -1, children: roots }];
	for (const line of lines) {
		const [, indent, told] = NODE.exec(line) ?? [];
		if (indent === undefined || told === undefined) continue;
		const depth = indent.length;
		while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
		const [, rows = "0", loops = "0"] = ACTUAL.exec(told) ?? [];
		const children: TreeNode[] = [];
		open.at(-1)?.children.push({
			text: told.replace(FIGURES, "").trim(),
			rows: Math.round(Number(rows) * Number(loops)),
			loops: Number(loops),
			children,
		});
		open.push({ depth, children });
	}
	return roots;
}

/** Every node of a tree, parents before their children. */
export function nodesOf(roots: readonly TreeNode[]): readonly TreeNode[] {
	return roots.flatMap((node) => [node, ...nodesOf(node.children)]);
}
