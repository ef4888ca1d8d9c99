import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadImage } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import type { CurveIndex, CurveRecord, StratumCurve } from "../../record/curve/schema.ts";
import { sampleCurve } from "../fixtures/sample-curve.ts";
import { renderCurveMarkdown } from "./curve-markdown.ts";
import { renderCurveText } from "./curve-text.ts";
import { fromText, indexSentence } from "./curve-words.ts";
import { writeCurveReport } from "./write-curve-report.ts";

const curve = sampleCurve();

function indexNamed(name: string, { indexes }: CurveRecord = curve): CurveIndex {
	const found = indexes.find((index) => index.name === name);
	if (found === undefined) throw new Error(`${name} is missing`);
	return found;
}

function strongest(index: CurveIndex): StratumCurve {
	const [first] = index.curves;
	if (first === undefined) throw new Error(`nothing goes through ${index.name}`);
	return first;
}

describe("the growth that a curve shows", () => {
	test("is that of the figures: a scan grows with its table, a lookup does not", () => {
		const { growth, role } = strongest(indexNamed("idx_sales_batch_id"));
		expect(role).toBe("strongest");
		expect(growth?.before.exponent).toBeCloseTo(1, 2);
		expect(growth?.after.exponent).toBeCloseTo(0, 2);
		expect(growth?.ratio.exponent).toBeCloseTo(-1, 2);
		expect(growth?.before.level).toBeCloseTo(1 - 2 / 120, 9);
	});

	test("tells from which size on an index pays, where it breaks even, and that some never do", () => {
		const base = strongest(indexNamed("idx_sales_batch_id"));
		const at = (verdicts: readonly StratumCurve["points"][number]["verdict"][]) =>
			base.points.map((point, i) => ({ ...point, verdict: verdicts[i] ?? point.verdict }));
		expect(fromText(base)).toContain("faster at every size");
		const sized = sampleCurve().indexes.flatMap(({ curves }) => curves);
		const crossing = sized.find(({ breakEven }) => breakEven !== undefined);
		expect(crossing?.breakEven?.ci[0] ?? 0).toBeLessThan(crossing?.breakEven?.rows ?? 0);
		const none = { ...base, points: at(["faster", "faster", "faster", "faster", "no-change"]), fasterFrom: null };
		expect(fromText(none)).toContain("no lasting difference");
	});
});

test("the report is the same for people, in Markdown and on a terminal of any width", () => {
	const markdown = renderCurveMarkdown(curve);
	for (const index of curve.indexes.filter(({ curves }) => curves.length > 0)) {
		expect(markdown).toContain(`## \`${index.name}\``);
		expect(markdown).toContain(`charts/curve-${index.name}.png`);
		expect(renderCurveText(curve, { width: 5000, color: false })).toContain(indexSentence(index));
	}
	for (const width of [40, 80, 200]) {
		for (const line of renderCurveText(curve, { width, color: false }).split("\n")) {
			expect(line.length).toBeLessThanOrEqual(Math.max(width, 48));
		}
	}
});

test("a curve that ended early says so, and names from outside become neither markup nor paths", () => {
	const broken = sampleCurve((whole) => ({
		...whole,
		status: "interrupted",
		failure: "Interrupted.",
		planned: [...whole.planned, "x10"],
		indexes: whole.indexes.map((index) => ({ ...index, name: "../<img src=x>|`a`\u001b[31m" })),
	}));
	const markdown = renderCurveMarkdown(broken);
	expect(markdown).toContain("interrupted");
	expect(markdown).toContain("1 size missing: x10.");
	expect(markdown).not.toMatch(/charts\/curve-[^)]*[/<`]/);
	expect(markdown).not.toContain("\u001b");
});

test("curve.md, curve.html and a chart per index are written into the folder, sharp, on light and dark", async () => {
	const folder = await mkdtemp(join(tmpdir(), "index-impact-curve-"));
	try {
		const few = sampleCurve((whole) => ({ ...whole, indexes: [indexNamed("idx_sales_batch_id", whole)] }));
		await writeCurveReport(few, folder);
		expect((await readdir(folder)).toSorted()).toEqual(["charts", "curve.html", "curve.md"]);
		expect((await readdir(join(folder, "charts"))).toSorted()).toEqual([
			"curve-idx_sales_batch_id-dark.png",
			"curve-idx_sales_batch_id.png",
		]);
		const [dark, light] = await Promise.all(
			["-dark", ""].map((theme) => readFile(join(folder, "charts", `curve-idx_sales_batch_id${theme}.png`))),
		);
		expect((await loadImage(light ?? "")).width).toBe(2080);
		expect(light?.equals(dark ?? Buffer.alloc(0))).toBe(false);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
