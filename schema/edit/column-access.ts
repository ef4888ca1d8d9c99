import type { TableModel } from "../model.ts";
import type { Callback } from "./callback.ts";
import { appendItem, removeItem } from "./list-layout.ts";
import { namesDeclaredIn, usesWithin } from "./name-uses.ts";
import { EditRefused, type Tidying } from "./request.ts";
import { lineAt, type SourceText } from "./source-text.ts";
import { insertion, removal, type TextChange } from "./text-change.ts";

/** How an index's entry names the table's columns, and what that changes in the callback's parameter. */
export class ColumnAccess {
	readonly #source: SourceText;
	readonly #table: TableModel;
	readonly #callback: Callback | undefined;
	readonly #added: string[] = [];
	/** The parameter's name, for a callback that is to be written or has none yet. */
	readonly newParameter: string;

	constructor(source: SourceText, table: TableModel, callback: Callback | undefined, newParameter: string) {
		this.#source = source;
		this.#table = table;
		this.#callback = callback;
		this.newParameter = newParameter;
	}

	has(columnName: string): boolean {
		return this.#table.columns.some(({ name }) => name === columnName);
	}

	/** The expression for a column, given by its name in the database. */
	of(columnName: string): string {
		const column = this.#table.columns.find(({ name }) => name === columnName);
		if (column === undefined) {
			const known = this.#table.columns.map(({ name }) => name);
			throw new EditRefused({ kind: "no-such-column", table: this.#table.name, column: columnName, known });
		}
		const parameter = this.#callback?.parameter;
		if (parameter?.kind === "destructured") return this.#destructured(parameter.bindings, column.key);
		const name = parameter?.kind === "named" ? parameter.name : this.newParameter;
		return isIdentifier(column.key) ? `${name}.${column.key}` : `${name}[${JSON.stringify(column.key)}]`;
	}

	/** Changes of the callback's parameter that the columns named so far require. */
	changes(): readonly TextChange[] {
		const callback = this.#callback;
		if (callback?.parameter.kind === "none") return [insertion(callback.parameter.insertAt, this.newParameter)];
		if (callback?.parameter.kind !== "destructured" || this.#added.length === 0) return [];
		const { list } = callback.parameter;
		const names = this.#added.join(", ");
		const rest =
			callback.node.params[0]?.type === "ObjectPattern" ? callback.node.params[0].properties.at(-1) : undefined;
		if (rest?.type === "RestElement") return [insertion(rest.start, `${names}, `)];
		return appendItem(this.#source, list, () => names);
	}

	/** Names that were added to a destructured parameter. */
	bindings(): readonly string[] {
		return this.#added;
	}

	#destructured(bindings: ReadonlyMap<string, string>, key: string): string {
		const known = bindings.get(key);
		if (known !== undefined) return known;
		const callback = this.#callback as Callback;
		const isTaken = !isIdentifier(key) || namesDeclaredIn(callback.node).has(key) || usesWithin(callback.node, key) > 0;
		if (isTaken) {
			const line = lineAt(this.#source.text, callback.node.start);
			const place = { table: this.#table.name, file: this.#source.file, line };
			throw new EditRefused({ kind: "unknown-form", ...place, form: "destructured name taken" });
		}
		if (!this.#added.includes(key)) this.#added.push(key);
		return key;
	}
}

/** Takes names out of a destructured parameter that only the entry used. */
export function unusedBindings(
	source: SourceText,
	callback: Callback,
	entry: { start: number; end: number },
	names: Tidying["bindings"],
): readonly TextChange[] {
	const { parameter } = callback;
	if (parameter.kind !== "destructured") return [];
	const unused = [...parameter.bindings.values()].filter((local) => {
		if (names !== "all" && !names.includes(local)) return false;
		const uses = countUses(callback, local);
		return uses.within(entry) > 0 && uses.total === uses.within(entry);
	});
	const properties = parameter.list.items as readonly { start: number; end: number; value?: { name?: string } }[];
	const positions = properties.flatMap((property, position) =>
		unused.includes(property.value?.name ?? "") ? [position] : [],
	);
	const [first] = positions;
	if (first === undefined) return [];
	if (positions.length === 1) return removeItem(source, parameter.list, first);
	return removeRun(source, callback, positions);
}

/** Several names at once: the run of them at the end or elsewhere, as one removal each. */
function removeRun(source: SourceText, callback: Callback, positions: readonly number[]): readonly TextChange[] {
	const { parameter } = callback;
	if (parameter.kind !== "destructured") return [];
	const { items, open, close } = parameter.list;
	const last = items.length - 1;
	const isTail = positions.at(-1) === last && positions.length === last - (positions[0] ?? 0) + 1;
	const first = positions[0] ?? 0;
	if (!isTail) return positions.flatMap((position) => removeItem(source, parameter.list, position));
	const before = items[first - 1];
	if (before === undefined) return [removal(source.text, open, close)];
	return [removal(source.text, before.end, items[last]?.end ?? close)];
}

function countUses(callback: Callback, local: string) {
	const bodies = callback.entries;
	const total = usesWithin(callback.node.body as never, local);
	const within = (span: { start: number }) => {
		const entry = bodies.find(({ start }) => start === span.start);
		return entry === undefined ? 0 : usesWithin(entry, local);
	};
	return { total, within };
}

export function isIdentifier(text: string): boolean {
	return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}
