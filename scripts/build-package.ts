import { execFile } from "node:child_process";
import { chmod, copyFile, glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "tsdown";

/**
 * Makes the npm package in build/package: JavaScript of this repository's TypeScript, file by file, declarations of what
 * index.ts exports, style sheets, and a package.json with what an installed copy needs and nothing else.
 */
const ROOT = join(import.meta.dirname, "..");
const PACKAGE = join(ROOT, "build", "package");
const DIST = join(PACKAGE, "dist");
/** Drawn into the package, so that no consumer installs the `canvas` that compiles, nor a library twice. */
const BUNDLED = ["chartjs-node-canvas", "chart.js", "tslib"];
const DRAWER = "bench/report/charts/drawer.ts";
/** Whatever major version a project has; its own copy makes its tables, and is only read. */
const PEERS = { "drizzle-orm": ">=0.44.0 <2 || >=1.0.0-rc.1" };

const COMMON = {
	cwd: ROOT,
	format: "esm",
	platform: "node",
	target: "node22.18",
	dts: false,
	fixedExtension: false,
	logLevel: "warn",
	config: false,
	clean: false,
	report: false,
} as const;

/** Read by any Node.js: the first import says so where it is too old for the second. */
const BIN = `#!/usr/bin/env node
import "../dist/scripts/require-node.js";
import("../dist/scripts/index-impact.js");
`;

await rm(PACKAGE, { recursive: true, force: true });
await mkdir(PACKAGE, { recursive: true });
await buildSources();
await buildDrawer();
await declarations();
await copyAssets();
await writePackage();
process.stderr.write("Written: build/package\n");

/** File by file, so that what is found beside a module is there in the package too. */
async function buildSources(): Promise<void> {
	await build({
		...COMMON,
		entry: ["index.ts", "scripts/index-impact.ts", ...(await childModules())],
		outDir: DIST,
		unbundle: true,
	});
}

/** chartjs-node-canvas with the canvas that ships its binaries, as one file in the place of the one that imports it. */
async function buildDrawer(): Promise<void> {
	await build({
		...COMMON,
		entry: { drawer: DRAWER },
		outDir: join(DIST, dirname(DRAWER)),
		deps: { alwaysBundle: BUNDLED.map((name) => new RegExp(`^${name}(/|$)`)), neverBundle: ["@napi-rs/canvas"] },
		plugins: [
			{
				name: "canvas-with-binaries",
				// It asks for "canvas" by a name made at run time, which no bundler can follow.
				transform(_code: string, id: string) {
					if (!/chartjs-node-canvas[\\/]dist[\\/]freshRequire/.test(id)) return undefined;
					return { code: 'exports.freshRequire = () => require("@napi-rs/canvas");' };
				},
			},
		],
	});
}

/** Modules that are started as processes of their own, which no import leads to. */
async function childModules(): Promise<readonly string[]> {
	const found: string[] = [];
	for await (const file of glob("{base,mysql,schema,seed,scenarios,bench}/**/{*-worker,*-child,generators}.ts", {
		cwd: ROOT,
	}))
		found.push(file);
	return found;
}

async function declarations(): Promise<void> {
	const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
	await promisify(execFile)(process.execPath, [tsc, "-p", join(ROOT, "tsconfig.package.json"), "--outDir", DIST]);
}

async function copyAssets(): Promise<void> {
	for await (const file of glob("bench/**/*.{css,js,cjs}", { cwd: ROOT, exclude: ["bench/lab/**"] })) {
		await mkdir(dirname(join(DIST, file)), { recursive: true });
		await copyFile(join(ROOT, file), join(DIST, file));
	}
	for (const file of ["require-node.js", "compile-cache.js"])
		await copyFile(join(ROOT, "scripts", file), join(DIST, "scripts", file));
	for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) await copyFile(join(ROOT, file), join(PACKAGE, file));
}

async function writePackage(): Promise<void> {
	const root = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
	const { name, version, description, license, type, engines, repository, keywords, author } = root;
	const dependencies = Object.fromEntries(
		Object.entries(root.dependencies).filter(([name]) => !BUNDLED.includes(name) && !(name in PEERS)),
	);
	const manifest = {
		name,
		version,
		description,
		keywords,
		license,
		author,
		repository,
		type,
		engines,
		bin: { "index-impact": "./bin/index-impact.js" },
		exports: {
			".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
			"./package.json": "./package.json",
		},
		files: ["bin", "dist"],
		dependencies,
		peerDependencies: PEERS,
	};
	await writeFile(join(PACKAGE, "package.json"), `${JSON.stringify(manifest, null, "\t")}\n`);
	const bin = join(PACKAGE, "bin", "index-impact.js");
	await mkdir(dirname(bin), { recursive: true });
	await writeFile(bin, BIN);
	await chmod(bin, 0o755);
}
