import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { messageOf } from "../../base/errors.ts";
import type { TableModel } from "../model.ts";
import { findTable, handedOnFrom, type TableDefinition, tablesNamed } from "./find-table.ts";
import { EditRefused } from "./request.ts";
import { readSource, type SourceText } from "./source-text.ts";

/** The texts of a project's modules, as they are on disk or as edits have left them. */
export class ProjectTexts {
	readonly folder: string;
	readonly #texts = new Map<string, { readonly before: string; after: string }>();
	readonly #parsed = new Map<string, SourceText>();

	constructor(folder: string) {
		this.folder = folder;
	}

	/** @param file absolute. @throws EditRefused "unreadable" or "syntax-error". */
	source(file: string): SourceText {
		const text = this.#read(file).after;
		const known = this.#parsed.get(file);
		if (known?.text === text) return known;
		const parsed = readSource(this.shown(file), text);
		this.#parsed.set(file, parsed);
		return parsed;
	}

	change(file: string, after: string): void {
		this.#read(file).after = after;
	}

	changed(): readonly { readonly path: string; readonly before: string; readonly after: string }[] {
		return [...this.#texts].flatMap(([path, { before, after }]) => (before === after ? [] : [{ path, before, after }]));
	}

	/** Remembers all texts. @returns what brings them back. */
	remember(): () => void {
		const texts = new Map([...this.#texts].map(([path, { after }]) => [path, after]));
		return () => {
			for (const [path, text] of this.#texts) text.after = texts.get(path) ?? text.before;
		};
	}

	/** A path as messages name it. */
	shown(file: string): string {
		return relative(this.folder, file).split(sep).join("/");
	}

	#read(file: string): { readonly before: string; after: string } {
		const known = this.#texts.get(file);
		if (known !== undefined) return known;
		try {
			const before = readFileSync(file, "utf8");
			const texts = { before, after: before };
			this.#texts.set(file, texts);
			return texts;
		} catch (error) {
			throw new EditRefused({ kind: "unreadable", file: this.shown(file), message: messageOf(error) });
		}
	}
}

export interface LocatedTable {
	/** Absolute. */
	readonly path: string;
	readonly definition: TableDefinition;
}

/**
 * Where a loaded table is defined, followed from its exports through modules that hand it on.
 * @throws EditRefused "outside-project" where that leads to another package, "definition-not-found" where nowhere.
 */
export function locateTable(texts: ProjectTexts, table: TableModel): LocatedTable {
	const start = table.exports.map(({ file, name }) => ({ path: resolve(texts.folder, file), name }));
	const placed = table.place === undefined ? [] : [resolve(texts.folder, table.place.file)];
	const found = follow(texts, start, table);
	if (found !== undefined) return inside(texts, table, found);
	for (const path of [...placed, ...start.map((each) => each.path)]) {
		const [only, second] = existsSync(path) ? tablesNamed(texts.source(path), table.name) : [];
		if (only !== undefined && second === undefined) return inside(texts, table, { path, definition: only });
	}
	const files = [...new Set(start.map(({ path }) => texts.shown(path)))];
	throw new EditRefused({ kind: "definition-not-found", table: table.name, files });
}

function follow(
	texts: ProjectTexts,
	start: readonly { path: string; name: string }[],
	table: TableModel,
): LocatedTable | undefined {
	const open = [...start];
	const seen = new Set<string>();
	let outside: string | undefined;
	for (let next = open.shift(); next !== undefined; next = open.shift()) {
		const { path, name } = next;
		if (seen.has(`${path}\0${name}`)) continue;
		seen.add(`${path}\0${name}`);
		const source = texts.source(path);
		const definition = findTable(source, name);
		if (definition !== undefined) return { path, definition };
		for (const from of handedOnFrom(source.program, name)) {
			const target = resolveModule(path, from.module);
			if (target !== undefined) open.push({ path: target, name: from.name });
			else if (!from.module.startsWith(".")) outside ??= from.module;
		}
	}
	if (outside !== undefined && table.place === undefined) {
		throw new EditRefused({ kind: "outside-project", table: table.name, where: outside });
	}
	return undefined;
}

const ENDINGS = [
	"",
	".ts",
	".mts",
	".cts",
	".tsx",
	".js",
	".mjs",
	".cjs",
	"/index.ts",
	"/index.mts",
	"/index.js",
	"/index.mjs",
];

function resolveModule(from: string, module: string): string | undefined {
	if (!module.startsWith(".")) return undefined;
	const base = join(dirname(from), module);
	const written = [base, base.replace(/\.([mc]?)js$/, ".$1ts")];
	return written
		.flatMap((path) => ENDINGS.map((ending) => path + ending))
		.find((path) => existsSync(path) && statSync(path).isFile());
}

/** Files of other packages are somebody else's to edit. */
function inside(texts: ProjectTexts, table: TableModel, located: LocatedTable): LocatedTable {
	const shown = texts.shown(located.path);
	if (!shown.startsWith("..") && !shown.split("/").includes("node_modules")) return located;
	throw new EditRefused({ kind: "outside-project", table: table.name, where: shown });
}
