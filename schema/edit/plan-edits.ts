import type { SchemaModel } from "../model.ts";
import { addIndex, type EditSite } from "./add-index.ts";
import { dropIndex } from "./drop-index.ts";
import { tableOf, withIndex, withoutIndex } from "./expected-model.ts";
import { type FileStyle, fileStyle } from "./file-style.ts";
import { locateTable, ProjectTexts } from "./locate.ts";
import { nameFor, namingConvention } from "./naming.ts";
import {
	type EditRefusal,
	EditRefused,
	type NamedIndex,
	type SchemaEdit,
	type Tidying,
	USUAL_TIDYING,
	type Verbatim,
	type WantedIndex,
} from "./request.ts";
import { lineAt } from "./source-text.ts";
import { applyChanges, changeBetween, textHash } from "./text-change.ts";

/** A file's text before and after all edits. */
export interface EditedFile {
	/** Absolute. */
	readonly path: string;
	/** As messages name it. */
	readonly file: string;
	readonly before: string;
	readonly after: string;
}

/** One edit as it was made, with its place in the new text. */
export interface MadeEdit {
	readonly kind: "added" | "dropped";
	readonly index: WantedIndex & { readonly name: string };
	readonly file: string;
	readonly line: number;
}

export interface EditPlan {
	readonly files: readonly EditedFile[];
	readonly made: readonly MadeEdit[];
	/** What the schema must load as afterwards. */
	readonly expected: SchemaModel;
	/** Edits that undo these ones, in the order in which they are to be made. */
	readonly inverse: readonly SchemaEdit[];
}

/**
 * The new texts of a schema's files, and nothing written yet.
 * @param folder the project's, to which the model's files are relative.
 * @param passOver is told of an edit that cannot be made, and the others are; without it none is.
 * @throws EditRefused for an edit that cannot be made.
 */
export function planEdits(
	folder: string,
	model: SchemaModel,
	edits: readonly SchemaEdit[],
	passOver?: (edit: SchemaEdit, refusal: EditRefusal) => void,
): EditPlan {
	const planner = new Planner(folder, model);
	for (const edit of edits) {
		const takeBack = planner.remember();
		try {
			planner.make(edit);
		} catch (error) {
			if (passOver === undefined || !(error instanceof EditRefused)) throw error;
			takeBack();
			passOver(edit, error.refusal);
		}
	}
	return planner.plan();
}

class Planner {
	readonly #texts: ProjectTexts;
	readonly #made: MadeEdit[] = [];
	readonly #inverse: SchemaEdit[] = [];
	readonly #original: SchemaModel;
	#model: SchemaModel;

	constructor(folder: string, model: SchemaModel) {
		this.#texts = new ProjectTexts(folder);
		this.#original = model;
		this.#model = model;
	}

	make(edit: SchemaEdit): void {
		switch (edit.kind) {
			case "add":
				this.#add(edit.index, edit.verbatim);
				break;
			case "drop":
				this.#drop(edit.index, edit.tidying ?? USUAL_TIDYING);
				break;
			case "move":
				this.#move(edit.from, { ...edit.to, name: edit.to.name ?? edit.from.name });
				break;
		}
	}

	/** @returns what forgets the edits made since, half of a move too. */
	remember(): () => void {
		const textsBack = this.#texts.remember();
		const [model, made, inverse] = [this.#model, this.#made.length, this.#inverse.length];
		return () => {
			textsBack();
			this.#model = model;
			this.#made.length = made;
			this.#inverse.length = inverse;
		};
	}

	plan(): EditPlan {
		const files = this.#texts.changed().map((each) => ({ ...each, file: this.#texts.shown(each.path) }));
		return { files, made: this.#made, expected: this.#model, inverse: [...this.#inverse].reverse() };
	}

	#add(index: WantedIndex, verbatim?: Verbatim): void {
		if (index.kind === "fulltext")
			throw new EditRefused({ kind: "not-for-drizzle", table: index.table, what: "fulltext" });
		const table = tableOf(this.#model, index.table);
		const name = index.name ?? nameFor(namingConvention(this.#original, index.kind), table, index.parts);
		const expected = withIndex(this.#model, index, name, verbatim === undefined ? "refused" : "allowed");
		const { site, path } = this.#site(index.table);
		const { text } = site.source;
		const isAsItWas = verbatim !== undefined && verbatim.textHash === textHash(text);
		const { changes, tidying } = isAsItWas
			? { changes: [verbatim.change], tidying: USUAL_TIDYING }
			: addIndex(site, index, name);
		this.#write(path, applyChanges(text, changes));
		this.#model = expected;
		this.#note("added", { ...index, name }, path);
		this.#inverse.push({ kind: "drop", index: { table: index.table, name }, tidying });
	}

	#drop(index: NamedIndex, tidying: Tidying): void {
		const expected = withoutIndex(this.#model, index);
		const dropped = tableOf(this.#model, index.table).indexes.find(({ name }) => name === index.name);
		const { site, path } = this.#site(index.table);
		const { text } = site.source;
		const after = dropIndex(site, index.name, tidying);
		this.#write(path, after);
		this.#model = expected;
		const { parts, kind } = dropped ?? { parts: [], kind: "plain" as const };
		const whole = { table: index.table, name: index.name, parts, kind };
		this.#note("dropped", whole, path);
		const verbatim = { textHash: textHash(after), change: changeBetween(after, text) };
		this.#inverse.push({ kind: "add", index: whole, verbatim });
	}

	/** Added before it is dropped, lest an import that both use goes and comes; on one table the name must be free first. */
	#move(from: NamedIndex, to: WantedIndex): void {
		if (from.table !== to.table) {
			withoutIndex(this.#model, from);
			this.#add(to);
			this.#drop(from, USUAL_TIDYING);
			return;
		}
		this.#drop(from, { callback: false, parameter: false, bindings: [], imports: [] });
		this.#add(to);
	}

	/** A text that does not parse any more is a mistake of ours, and must not get any further. */
	#write(path: string, text: string): void {
		this.#texts.change(path, text);
		this.#texts.source(path);
	}

	#site(tableName: string): { readonly site: EditSite; readonly path: string } {
		const table = tableOf(this.#model, tableName);
		const { path, definition } = locateTable(this.#texts, table);
		const source = this.#texts.source(path);
		const style = fileStyle(source, this.#otherwise());
		return { site: { source, model: this.#original, table, definition, style }, path };
	}

	/** Lists came with drizzle-orm 0.36; before that a callback returns an object. */
	#otherwise(): FileStyle {
		const [major, minor] = (this.#original.ormVersion ?? "1.0").split(".").map(Number);
		const isOld = major === 0 && (minor ?? 0) < 36;
		return { list: isOld ? "object" : "array", parameter: "t" };
	}

	#note(kind: MadeEdit["kind"], index: MadeEdit["index"], path: string): void {
		const text = this.#texts.source(path).text;
		const at = Math.max(0, text.indexOf(JSON.stringify(index.name).slice(1, -1)));
		this.#made.push({ kind, index, file: this.#texts.shown(path), line: lineAt(text, at) });
	}
}
