import { BenchError, messageOf } from "../../base/errors.ts";
import type { ProjectModules } from "./project-modules.ts";
import { importsOf, placeAt, type SourceFile } from "./source-file.ts";

/** What to tell of a module that failed while it was run: one sentence with the place in the project's own sources. */
export function loadFailure(
	error: unknown,
	file: string,
	sources: readonly SourceFile[],
	modules: ProjectModules,
): BenchError {
	const missing = missingPackage(error);
	const importing = missing && importOf(missing, sources);
	if (missing !== undefined) {
		return new BenchError(
			"usage",
			`${importing ?? file} imports the package ${missing}, which is not installed.`,
			"Install the project's packages first.",
			{ cause: error },
		);
	}
	return new BenchError(
		"usage",
		`${placeIn(error, sources, modules) ?? file} fails when it is run: ${firstLine(messageOf(error))}.`,
		"Set what it needs in the environment, or correct it; the schema has to be importable without a database.",
		{ cause: error },
	);
}

function missingPackage(error: unknown): string | undefined {
	const code = (error as { readonly code?: unknown } | undefined)?.code;
	if (code !== "MODULE_NOT_FOUND" && code !== "ERR_MODULE_NOT_FOUND") return undefined;
	const name = /Cannot find (?:module|package) ['"]([^'"]+)['"]/.exec(messageOf(error))?.[1];
	return name === undefined || name.startsWith(".") || name.startsWith("/") ? undefined : name;
}

function importOf(name: string, sources: readonly SourceFile[]): string | undefined {
	for (const source of sources) {
		const found = importsOf(source).find(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`));
		if (found !== undefined) return `${source.file}, line ${placeAt(source.file, source.text, found.at).line},`;
	}
	return undefined;
}

/** The innermost frame that lies in the project's own sources. */
function placeIn(error: unknown, sources: readonly SourceFile[], modules: ProjectModules): string | undefined {
	const stack = error instanceof Error ? (error.stack ?? "") : "";
	const known = new Set(sources.map(({ path }) => path));
	for (const [, path = "", line] of stack.matchAll(/(?:\(|at |file:\/\/)(\/[^():\n]+):(\d+):\d+/g)) {
		if (known.has(path)) return `${modules.shown(path)}, line ${line},`;
	}
	return undefined;
}

function firstLine(text: string): string {
	return (text.split("\n")[0] ?? "").replace(/\.$/, "");
}
