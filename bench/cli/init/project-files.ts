import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file that init makes or adds to. */
export interface ProjectFile {
	/** Relative to the project's folder. */
	readonly file: string;
	/** The whole text of a new file, or what is added at the end of one that is there. */
	readonly text: string;
	readonly change: "new" | "added";
}

export const CONFIG_FILE = "index-impact.config.ts";
export const WORKFLOW_FILE = ".github/workflows/index-impact.yml";
const IGNORE_FILE = ".gitignore";
/** Where runs are kept in a project. */
const RESULTS = "index-impact/results/";

export interface ConfigFacts {
	/** Said in the config only where no drizzle.config says it. */
	readonly schema?: string;
	readonly schemaFrom: string;
	readonly tables: number;
}

/** The config that a project starts with: nothing but what cannot be found. */
export function configFile({ schema, schemaFrom, tables }: ConfigFacts): ProjectFile {
	const said = schema === undefined ? "" : `\tschema: ${JSON.stringify(schema)},\n`;
	const text = `import { defineConfig } from "index-impact";

// The schema comes from ${schemaFrom}: ${tables} tables. Every field is optional; an editor completes them.
export default defineConfig({
${said}\t// rows: { orders: 1_000_000 },
});
`;
	return { file: CONFIG_FILE, text, change: "new" };
}

/** The lines that keep runs out of git; undefined where they are there. */
export async function ignoreLines(folder: string): Promise<ProjectFile | undefined> {
	const path = join(folder, IGNORE_FILE);
	const present = existsSync(path) ? await readFile(path, "utf8") : undefined;
	if (present?.split(/\r?\n/).some((line) => line.trim().replace(/^\//, "") === RESULTS)) return undefined;
	const end = present === undefined || present === "" || present.endsWith("\n") ? "" : "\n";
	return { file: IGNORE_FILE, text: `${end}${RESULTS}\n`, change: present === undefined ? "new" : "added" };
}

export interface WorkflowFacts {
	/** How the project's packages are installed in CI. */
	readonly install: string;
	/** Runs a program of the installed packages. */
	readonly execute: string;
	/** The project's folder within its repository; "." at the top. */
	readonly folder: string;
}

/** A gate on pull requests that touch the schema: it measures the indexes that the branch adds, drops or changes. */
export function workflowFile({ install, execute, folder }: WorkflowFacts): ProjectFile {
	const workingDirectory = folder === "." ? "" : `    defaults:\n      run:\n        working-directory: ${folder}\n`;
	const text = `# Measures the indexes that a pull request adds, drops or changes, on a MySQL of its own; a few minutes a run.
# It needs no secret and no right to write, so pull requests from forks run it too.
name: Index impact
on:
  pull_request:
    paths: ["**/*.ts", "**/*.js", "**/package.json"]
permissions:
  contents: read
concurrency:
  group: index-impact-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  indexes:
    runs-on: ubuntu-latest
    timeout-minutes: 30
${workingDirectory}    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          # The base branch is what the indexes are compared with.
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0
        with:
          node-version: 24
      - run: ${install}
      - name: Measure
        env:
          BASE: origin/\${{ github.base_ref }}
          INDEX_IMPACT_OUT: \${{ runner.temp }}/index-impact
        run: ${execute} index-impact bench --diff "$BASE" --counters-only --gate
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        if: \${{ !cancelled() }}
        with:
          name: index-impact
          path: \${{ runner.temp }}/index-impact
          if-no-files-found: ignore
`;
	return { file: WORKFLOW_FILE, text, change: "new" };
}

/** Never overwrites: what is there is somebody's. @throws Error with code EEXIST for a new file that is there already. */
export async function writeProjectFile(folder: string, { file, text, change }: ProjectFile): Promise<void> {
	const path = join(folder, file);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text, { flag: change === "new" ? "wx" : "a" });
}
