import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { BenchError, messageOf } from "../base/errors.ts";
import { loadModule } from "../base/load-module.ts";
import { displayPath } from "../base/paths.ts";
import { usersPlace } from "../base/source-place.ts";
import { perf001 } from "./perf-001/index.ts";
import { resolveSuite } from "./resolve-suite.ts";
import type { Suite, SuiteDefinition } from "./suite.ts";
import { validateSuite } from "./validate-suite.ts";

const suites: readonly Suite[] = [perf001];
const PARTS = ["tables", "indexes", "scenarios", "claims"] as const;
const SEE = "docs/writing-a-suite.md shows a whole suite.";

/**
 * The suite of that id, or the one that a file exports as `suite` or by default: anything with a slash or the ending
 * of a module is taken for a file.
 * @throws BenchError kind "usage" when there is none, or it does not hang together.
 */
export async function loadSuite(idOrPath: string): Promise<Suite> {
	const isFile = /[/\\]|\.[cm]?[jt]s$/.test(idOrPath);
	const suite = resolveSuite(isFile ? await suiteOfFile(idOrPath) : suiteNamed(idOrPath));
	try {
		validateSuite(suite);
	} catch (error) {
		throw isFile && error instanceof BenchError ? await withPlace(error, idOrPath) : error;
	}
	return suite;
}

function suiteNamed(id: string): Suite {
	const suite = suites.find((candidate) => candidate.id === id);
	if (suite === undefined) {
		const known = suites.map((candidate) => candidate.id).join(", ");
		throw new BenchError("usage", `There is no suite "${id}".`, `Choose one of: ${known}; or a file: ./my-suite.ts.`);
	}
	return suite;
}

async function suiteOfFile(path: string): Promise<SuiteDefinition> {
	const file = resolve(path);
	if (!existsSync(file)) throw new BenchError("usage", `There is no suite file ${path}.`, SEE);
	let module: { readonly suite?: unknown; readonly default?: unknown };
	try {
		module = await loadModule(pathToFileURL(file).href);
	} catch (cause) {
		const place = usersPlace(cause);
		const where = place === undefined ? "" : `${displayPath(place.file)}:${place.line}: `;
		const sentence = `The suite file ${path} cannot be loaded: ${where}${messageOf(cause).replace(/\.$/, "")}.`;
		throw new BenchError("usage", sentence, SEE, { cause });
	}
	const found = module.suite ?? module.default;
	const missing = whatIsMissing(found);
	if (missing !== undefined) throw new BenchError("usage", `${path} exports no suite: ${missing}.`, SEE);
	// Its shape is checked above as far as loading needs it; validateSuite says what else is wrong with it.
	return found as SuiteDefinition;
}

/** Begins a mistake with the file, and with the line of it that holds most of what the sentence names. */
async function withPlace(error: BenchError, path: string): Promise<BenchError> {
	const lines = (await readFile(path, "utf8").catch(() => "")).split("\n");
	const named = lines.map((line) =>
		[...line.matchAll(/(["'`])([^"'`]+)\1/g)]
			.map(([, , literal = ""]) => (error.message.includes(literal) ? literal.length : 0))
			.reduce((most, length) => Math.max(most, length), 0),
	);
	const most = Math.max(...named);
	const line = most === 0 ? "" : `:${named.indexOf(most) + 1}`;
	return new BenchError(error.kind, `${path}${line}: ${error.message}`, error.remedy, { cause: error });
}

function whatIsMissing(found: unknown): string | undefined {
	if (typeof found !== "object" || found === null) return "it needs an export named suite, or a default one";
	const parts: Readonly<Record<string, unknown>> = { ...found };
	// The id becomes part of the run folder's name.
	if (typeof parts.id !== "string" || !/^[\w][\w.-]*$/.test(parts.id)) {
		return "its id must be letters, digits, dots and dashes";
	}
	if (typeof parts.title !== "string") return "its title must be a text";
	const part = PARTS.find((name) => !Array.isArray(parts[name]));
	if (part !== undefined) return `its ${part} must be a list`;
	if (typeof parts.dataset !== "object" || parts.dataset === null) return "it has no dataset";
	return undefined;
}
