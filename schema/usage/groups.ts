import type { Node } from "oxc-parser";
import { isFunction, type SyntaxTree } from "./syntax-tree.ts";

/** Nodes that stand for one condition: what is in one `and(...)`, one list of conditions, one statement. */
export class Groups {
	private readonly leaders = new Map<Node, Node>();
	private readonly numbers = new Map<Node, number>();

	leader(node: Node): Node {
		let at = node;
		for (let next = this.leaders.get(at); next !== undefined; next = this.leaders.get(at)) at = next;
		return at;
	}

	/** From now on both are one condition. */
	join(one: Node, other: Node): void {
		const leader = this.leader(one);
		const joined = this.leader(other);
		if (leader !== joined) this.leaders.set(joined, leader);
	}

	/** A number that all nodes of one condition share. */
	number(node: Node): number {
		const leader = this.leader(node);
		const known = this.numbers.get(leader);
		if (known !== undefined) return known;
		this.numbers.set(leader, this.numbers.size);
		return this.numbers.size - 1;
	}
}

/** Where each variable of a module is declared, so that a use finds its own and not one of another function. */
export class Variables {
	private readonly declared = new Map<
		string,
		{ readonly node: Node; readonly start: number; readonly end: number }[]
	>();

	constructor(tree: SyntaxTree) {
		for (const node of tree.nodes) {
			if (node.type !== "VariableDeclarator" || node.id.type !== "Identifier") continue;
			const scope = scopeOf(node, tree);
			const declaration = { node, start: scope?.start ?? 0, end: scope?.end ?? Number.POSITIVE_INFINITY };
			const known = this.declared.get(node.id.name);
			if (known === undefined) this.declared.set(node.id.name, [declaration]);
			else known.push(declaration);
		}
	}

	/** The declaration of the variable that a name means at a position. */
	declaration(name: string, at: number): Node | undefined {
		return this.declared
			.get(name)
			?.filter(({ start, end }) => start <= at && at <= end)
			.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0]?.node;
	}
}

/** The block or function in which a declaration is known. */
function scopeOf(node: Node, tree: SyntaxTree): Node | undefined {
	for (let at = tree.parent(node); at !== undefined; at = tree.parent(at)) {
		if (isFunction(at) || at.type === "BlockStatement") return at;
	}
	return undefined;
}
