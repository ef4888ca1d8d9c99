import { type EcmaScriptModule, type Program, parseSync } from "oxc-parser";
import type { Place } from "../model.ts";

/** A module's source, parsed. */
export interface SourceFile {
	/** Absolute. */
	readonly path: string;
	/** Relative to the project's folder, as places name it. */
	readonly file: string;
	readonly text: string;
	readonly program: Program;
	readonly module: EcmaScriptModule;
}

/** Why a file cannot be parsed: what the parser says, and where. */
export interface SyntaxProblem {
	readonly message: string;
	readonly place: Place;
}

/** Parses a module. @returns the problem instead where the source has a syntax error, since nothing is parsed then. */
export function parseSource(path: string, file: string, text: string): SourceFile | SyntaxProblem {
	const { program, module, errors } = parseSync(path, text);
	const error = errors.find(({ severity }) => severity === "Error");
	if (error !== undefined) {
		// The parser stopped at the label that lies furthest down; others say what it had opened before.
		const stopped = Math.max(0, ...error.labels.map(({ start }) => start));
		return { message: error.message, place: placeAt(file, text, stopped) };
	}
	return { path, file, text, program, module };
}

/** The place of a position in a source's text. */
export function placeAt(file: string, text: string, position: number): Place {
	const before = text.slice(0, position);
	const line = before.split("\n").length;
	return { file, line, column: position - before.lastIndexOf("\n") };
}

/** The modules that a source imports or exports from, with where they are named; those for types alone are left out. */
export function importsOf({
	module,
	text,
}: SourceFile): readonly { readonly specifier: string; readonly at: number }[] {
	const imports = module.staticImports
		.filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
		.map(({ moduleRequest }) => ({ specifier: moduleRequest.value, at: moduleRequest.start }));
	const exports = module.staticExports.flatMap(({ entries }) =>
		entries.flatMap(({ moduleRequest, isType }) =>
			moduleRequest && !isType ? [{ specifier: moduleRequest.value, at: moduleRequest.start }] : [],
		),
	);
	const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
		const quoted = /^(["'`])(.+)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
		return quoted?.[2] ? [{ specifier: quoted[2], at: moduleRequest.start }] : [];
	});
	return [...imports, ...exports, ...dynamic];
}
