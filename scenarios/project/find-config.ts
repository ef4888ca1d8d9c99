import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { BenchError, messageOf } from "../../base/errors.ts";
import { loadAsBundled } from "../../base/load-module.ts";
import { checkedConfig, type ProjectConfig } from "./config.ts";

const NAMES = ["ts", "mts", "js", "mjs", "cjs", "json"].map((ending) => `index-impact.config.${ending}`);

/** A project's folder and what its config says; without a config file everything is found or left to its default. */
export interface FoundConfig {
	/** Absolute: where the config file is, or else the nearest folder upwards that has a package.json. */
	readonly folder: string;
	/** Absolute. */
	readonly file?: string;
	readonly config: ProjectConfig;
}

/**
 * The config file of a folder or of the nearest one above it, within the same package.
 * @param named a file given by the user, in place of the search.
 * @throws BenchError kind "usage" for a file that is not there, cannot be loaded, or says what no config says.
 */
export async function findConfig(start: string, named?: string): Promise<FoundConfig> {
	const file = named === undefined ? search(start) : resolve(named);
	if (file === undefined) return { folder: packageFolder(start), config: {} };
	if (!existsSync(file)) throw new BenchError("usage", `There is no config file ${named}.`, "Name a file that exists.");
	return { folder: dirname(file), file, config: checkedConfig(await load(file), basename(file)) };
}

function search(start: string): string | undefined {
	for (let folder = resolve(start); ; folder = dirname(folder)) {
		const found = NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
		if (found !== undefined) return found;
		if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return undefined;
	}
}

function packageFolder(start: string): string {
	for (let folder = resolve(start); dirname(folder) !== folder; folder = dirname(folder)) {
		if (existsSync(join(folder, "package.json"))) return folder;
	}
	return resolve(start);
}

/** In this process, unlike the schema: scenarios are functions, and no message carries those. */
async function load(file: string): Promise<unknown> {
	try {
		if (file.endsWith(".json")) return JSON.parse(await readFile(file, "utf8"));
		const module = await loadAsBundled(file);
		return module.default ?? module;
	} catch (cause) {
		throw new BenchError(
			"usage",
			`${basename(file)} cannot be loaded: ${messageOf(cause).split("\n")[0]}.`,
			"Correct it; it must export its config by default.",
			{ cause },
		);
	}
}
