import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { WorkflowFacts } from "./project-files.ts";

const MANAGERS: readonly (readonly [lockfile: string, install: string, execute: string])[] = [
	["pnpm-lock.yaml", "npx --yes pnpm install --frozen-lockfile", "npx --yes pnpm exec"],
	["yarn.lock", "corepack enable && yarn install --immutable", "yarn"],
	["bun.lock", "npm install --global bun && bun install --frozen-lockfile", "bunx"],
	["bun.lockb", "npm install --global bun && bun install --frozen-lockfile", "bunx"],
	["package-lock.json", "npm ci", "npx"],
];

/** How a project's packages are installed, by the lock file in its folder or the nearest one above it up to the repository's top. */
export function packageManagerOf(folder: string): Pick<WorkflowFacts, "install" | "execute"> {
	for (let at = folder; ; at = dirname(at)) {
		const found = MANAGERS.find(([lockfile]) => existsSync(join(at, lockfile)));
		if (found !== undefined) return { install: found[1], execute: found[2] };
		if (existsSync(join(at, ".git")) || dirname(at) === at) return { install: "npm install", execute: "npx" };
	}
}

/** The folder that holds the repository, or the project's own where there is none. */
export function repositoryOf(folder: string): string {
	for (let at = folder; dirname(at) !== at; at = dirname(at)) if (existsSync(join(at, ".git"))) return at;
	return folder;
}
