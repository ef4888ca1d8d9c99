import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { BenchError } from "../../base/errors.ts";
import { runProgram } from "../../base/run-program.ts";

const LONGEST_MS = 120_000;

/** What drizzle-kit must know of a project. */
export interface KitProject {
	/** Absolute. */
	readonly folder: string;
	/** The schema's modules, relative to the folder. */
	readonly files: readonly string[];
	/** Absolute. */
	readonly migrations: string;
	/** Of drizzle-kit 0.x; 1.0 has it in the schema. */
	readonly casing?: "snake_case" | "camelCase";
}

export type Generated =
	| { readonly kind: "nothing to generate" }
	/** It wanted an answer, or ended without a file: with its own last words. */
	| { readonly kind: "no file"; readonly message: string }
	| {
			readonly kind: "written";
			/** The SQL file, relative to the migrations' folder. */
			readonly sqlFile: string;
			readonly snapshotFile: string | undefined;
	  };

/** A copy of a project's migrations in which the project's own drizzle-kit works, so that nothing of it need be undone. */
export class KitCopy {
	/** Absolute: the copied migrations. */
	readonly folder: string;
	readonly #temporary: string;
	readonly #project: KitProject;
	readonly #program: string;

	/** @throws BenchError kind "usage" where the project has no drizzle-kit. */
	constructor(project: KitProject) {
		this.#program = kitProgram(project.folder);
		this.#project = project;
		this.#temporary = realpathSync(mkdtempSync(join(tmpdir(), "index-impact-migrations-")));
		this.folder = join(this.#temporary, "out");
		if (existsSync(project.migrations)) cpSync(project.migrations, this.folder, { recursive: true });
		else mkdirSync(this.folder);
	}

	/** Runs `drizzle-kit generate`; "custom" makes an empty file for SQL of one's own. */
	async generate(name: string, how: "from the schema" | "custom", signal?: AbortSignal): Promise<Generated> {
		const before = new Set(filesIn(this.folder));
		const { folder, files, casing } = this.#project;
		const config = join(this.#temporary, "drizzle.config.mjs");
		const settings = {
			dialect: "mysql",
			schema: files.map((file) => `./${file}`),
			out: relative(realpathSync(folder), this.folder),
			...(casing === undefined ? {} : { casing }),
		};
		writeFileSync(config, `export default ${JSON.stringify(settings)};\n`);
		const parameters = ["generate", "--config", relative(realpathSync(folder), config), "--name", name];
		const result = await runProgram(
			process.execPath,
			[this.#program, ...parameters, ...(how === "custom" ? ["--custom"] : [])],
			// Without a terminal it cannot wait for an answer; it ends, and its exit code says nothing.
			{ cwd: folder, reject: false, stdin: "ignore", timeout: LONGEST_MS, ...(signal ? { cancelSignal: signal } : {}) },
		);
		signal?.throwIfAborted();
		const added = filesIn(this.folder).filter((file) => !before.has(file));
		const sqlFile = added.find((file) => file.endsWith(".sql"));
		const snapshotFile = added.find((file) => /snapshot\.json$/.test(file));
		if (sqlFile !== undefined) return { kind: "written", sqlFile, snapshotFile };
		const said = `${result.stdout}\n${result.stderr}`;
		if (/No schema changes/i.test(said)) return { kind: "nothing to generate" };
		return { kind: "no file", message: lastWords(said) };
	}

	read(file: string): string {
		return readFileSync(join(this.folder, file), "utf8");
	}

	write(file: string, text: string): void {
		writeFileSync(join(this.folder, file), text);
	}

	/** Files that the project's own folder lacks or has otherwise, with the journal last: it makes the others count. */
	changes(): readonly { readonly file: string; readonly text: string; readonly isNew: boolean }[] {
		return filesIn(this.folder)
			.flatMap((file) => {
				const text = this.read(file);
				const target = join(this.#project.migrations, file);
				const isNew = !existsSync(target);
				return isNew || readFileSync(target, "utf8") !== text ? [{ file, text, isNew }] : [];
			})
			.sort((a, b) => Number(b.isNew) - Number(a.isNew));
	}

	remove(): void {
		rmSync(this.#temporary, { recursive: true, force: true });
	}
}

function kitProgram(folder: string): string {
	try {
		const entry = createRequire(join(folder, "package.json")).resolve("drizzle-kit");
		for (let at = dirname(entry); at !== dirname(at); at = dirname(at)) {
			const program = join(at, "bin.cjs");
			if (existsSync(join(at, "package.json")) && existsSync(program)) return program;
		}
	} catch {
		// Told below.
	}
	throw new BenchError(
		"usage",
		`drizzle-kit is not installed in ${folder}.`,
		"Install it there, or edit the schema alone with --no-migration.",
	);
}

function filesIn(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((file) => statSync(join(folder, file)).isFile())
		.map((file) => file.split(sep).join("/"))
		.sort();
}

/** What a program said last, without colours and blank lines. */
function lastWords(said: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with an escape.
	const lines = said.replaceAll(/\u001b\[[0-9;]*[A-Za-z]/g, "").split("\n");
	const error = lines.find((line) => /\b\w*Error\b/.test(line));
	return (error ?? lines.filter((line) => line.trim() !== "").at(-1) ?? "it said nothing").trim();
}
