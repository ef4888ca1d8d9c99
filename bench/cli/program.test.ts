import { expect, test, vi } from "vitest";
import { INDEX_IMPACT } from "./commands.ts";
import type { Flag } from "./flags/flag.ts";
import { flagName } from "./flags/variables.ts";
import { type Program, runProgram } from "./program.ts";
import { typedIn } from "./start.ts";

/** What the program prints, and its exit code. */
async function answer(words: readonly string[], program: Program = INDEX_IMPACT) {
	let text = "";
	const write = vi.spyOn(process.stdout, "write").mockImplementation((part) => {
		text += part.toString();
		return true;
	});
	try {
		const exitCode = await runProgram(program, words, {}, new AbortController().signal, process.cwd());
		return { text, exitCode };
	} finally {
		write.mockRestore();
	}
}

test("the overview names every command and loads none of them", async () => {
	const entries = INDEX_IMPACT.entries.map((entry) => ({
		...entry,
		load: async () => {
			throw new Error(`${entry.name} was loaded`);
		},
	}));
	for (const words of [[], ["--help"], ["--", "-h"]]) {
		const { text, exitCode } = await answer(words, { ...INDEX_IMPACT, entries });
		for (const { name, summary } of entries) expect(text).toMatch(new RegExp(`${name} +${summary.slice(0, 20)}`));
		expect(exitCode).toBe(0);
	}
});

test.each(INDEX_IMPACT.entries.map(({ name }) => name))(
	"%s --help names its flags in groups, with examples",
	async (name) => {
		const entry = INDEX_IMPACT.entries.find((candidate) => candidate.name === name);
		const { command } = (await entry?.load()) ?? {};
		const { text } = await answer([name, "--help"]);
		for (const [key, { group }] of Object.entries<Flag<unknown>>(command?.flags ?? {})) {
			expect(text).toContain(flagName(key));
			expect(text).toContain(group);
		}
		expect(Object.keys(command?.flags ?? {})).toContain("json");
		expect(text).toContain(`Examples:\n  index-impact ${name}`);
	},
);

test("--version shows that of the package", async () => {
	expect((await answer(["--version"])).text).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("a path is meant from where one typed, when a script of the package was started by a package manager there", () => {
	const npm = { INIT_CWD: "/there", npm_lifecycle_script: "node scripts/index-impact.ts bench" };
	const environment = { ...npm, npm_package_json: "/repo/package.json" };
	expect(typedIn(environment, "/repo/scripts/index-impact.ts", "/repo")).toBe("/there");
	// Started by a test that a package manager started.
	expect(
		typedIn({ ...environment, npm_lifecycle_script: "vitest run" }, "/repo/index-impact.ts", "/repo"),
	).toBeUndefined();
	expect(typedIn(environment, "/repo/scripts/index-impact.ts", "/elsewhere")).toBeUndefined();
});
