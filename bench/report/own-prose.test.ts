import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Calls that read a text. */
const READS = /\.(?:replace|replaceAll|match|matchAll|split|startsWith|endsWith|includes|search)\(|\.(?:test|exec)\(/;
/** Texts that this program makes of its own data: reasons, verdict words, notices, findings, plans as signatures. */
const OWN =
	/\b(?:reason|reasonWords|stratumWords|indexWords|claimWords|gateWords|verdictWords|strengthWords|netWords|headline|answer|planSignature|formatFactor|formatPct|formatMs|disturbance|planFlip|indexSection|claimSection|renderMarkdown|renderTrendMarkdown)(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\??\s*\.(?:replace|replaceAll|match|split|startsWith|endsWith|includes|search)\(/;
const TESTED = /\/\.(?:test|exec)\((?:reason|headline|answer|disturbance|planFlip|sentence)\b/;

test("No code reads back what this program itself says: reasons are data.", async () => {
	const found: string[] = [];
	for await (const file of glob("{base,mysql,schema,seed,scenarios,bench,scripts}/**/*.ts", { cwd: ROOT })) {
		if (file.endsWith(".test.ts") || file.includes("/fixtures/")) continue;
		const text = await readFile(join(ROOT, file), "utf8");
		for (const [at, line] of text.split("\n").entries()) {
			if (READS.test(line) && (OWN.test(line) || TESTED.test(line))) found.push(`${file}:${at + 1}: ${line.trim()}`);
		}
	}
	expect(found).toEqual([]);
});

test("The judge holds no English and formats no number.", async () => {
	const found: string[] = [];
	for await (const file of glob("bench/judge/**/*.ts", { cwd: ROOT })) {
		if (file.endsWith(".test.ts")) continue;
		const text = await readFile(join(ROOT, file), "utf8");
		const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
		// A user's mistake is a sentence by its nature; what is thrown there reaches no record.
		const judged = code.replace(/new BenchError\([\s\S]*?\n\t*\);/g, "").replace(/throw new \w*Error\([^\n]*/g, "");
		for (const [sentence] of judged.matchAll(/(["`])[A-Z][a-z]+ (?:[^"`\n]* )?[a-z]+[^"`\n]*\.\1/g)) {
			found.push(`${file}: ${sentence}`);
		}
		if (/toLocaleString|toFixed/.test(judged)) found.push(`${file}: formats a number`);
	}
	expect(found).toEqual([]);
});
