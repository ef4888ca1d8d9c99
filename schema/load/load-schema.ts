import { fork } from "node:child_process";
import { statSync } from "node:fs";
import module from "node:module";
import { dirname, resolve } from "node:path";
import { BenchError } from "../../base/errors.ts";
import { moduleBeside } from "../../base/module-beside.ts";
import type { SchemaModel } from "../model.ts";
import type { LoadedSchema, SchemaAnswer, SchemaRequest } from "./request.ts";

/** A schema that takes longer waits for something: a database, most likely. */
const LONGEST_MS = 120_000;

/**
 * The schema of an application, loaded in a process of its own that is started in the application's folder.
 * @throws BenchError kind "usage" in one sentence, with file and line, where it cannot be loaded.
 */
export async function loadSchema(request: SchemaRequest, signal?: AbortSignal): Promise<SchemaModel> {
	return (await openSchema(request, signal)).model;
}

/** The same with what was found on the way: the configuration, the schema's modules and all that they import. */
export async function openSchema(request: SchemaRequest, signal?: AbortSignal): Promise<LoadedSchema> {
	const folder = resolve(request.folder);
	if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
		throw new BenchError("usage", `There is no folder ${request.folder}.`, "Name the folder of the application.");
	}
	const answer = await ask({ ...request, folder }, signal);
	if (answer.kind === "failed") throw new BenchError(answer.failure, answer.message, answer.remedy);
	if (answer.kind === "bug") throw new Error(`The schema's loader failed.\n${answer.stack}`);
	return answer.loaded;
}

/** Where this process keeps what Node.js makes of our source, if it does. */
function compileCache(): { readonly NODE_COMPILE_CACHE?: string } {
	const folder = module.getCompileCacheDir?.();
	return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

function ask(request: SchemaRequest, signal: AbortSignal | undefined): Promise<SchemaAnswer> {
	const entry = moduleBeside(import.meta.url, "load-child");
	const child = fork(entry, {
		cwd: request.folder,
		execArgv: [],
		env: { ...process.env, ...compileCache(), NODE_NO_WARNINGS: "1" },
		// What the application's modules print must not get into ours.
		stdio: ["ignore", "ignore", "pipe", "ipc"],
		...(signal ? { signal } : {}),
	});
	let said = "";
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-4000);
	});
	return new Promise((done, fail) => {
		const timer = setTimeout(() => {
			child.kill("SIGKILL");
			fail(
				new BenchError(
					"usage",
					`The schema in ${request.folder} is not loaded after ${LONGEST_MS / 1000} s.`,
					"Something that it imports waits; let it export tables only.",
				),
			);
		}, LONGEST_MS);
		child.once("message", (answer: SchemaAnswer) => done(answer));
		child.once("error", fail);
		child.once("close", (code, killedBy) => {
			clearTimeout(timer);
			const why = said.trim().split("\n").at(-1) ?? "";
			fail(
				new BenchError(
					"usage",
					`The schema in ${request.folder} ended the process that loads it (${killedBy ?? `exit code ${code}`}): ${why}`,
					"Let the schema's modules export tables only, and end no process.",
				),
			);
		});
		child.send(request);
	});
}
