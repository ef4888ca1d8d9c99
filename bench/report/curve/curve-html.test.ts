import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { launchBrowser } from "../fixtures/chromium.ts";
import { HOSTILE_TEXT } from "../fixtures/hostile-text.ts";
import { sampleCurve } from "../fixtures/sample-curve.ts";
import { renderCurveHtml } from "./curve-html.ts";
import { growthText } from "./curve-words.ts";

const axePath = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

describe("the page of a scale curve in a real browser", () => {
	let browser: Browser;
	let folder: string;
	/** Console errors, page errors and requests other than for the file itself. */
	const trouble: string[] = [];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "index-impact-curve-html-"));
		browser = await launchBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await rm(folder, { recursive: true, force: true });
	});

	async function open(curve: CurveRecord, width: number, colorScheme: "light" | "dark"): Promise<Page> {
		const file = join(folder, "curve.html");
		const address = pathToFileURL(file).href;
		await writeFile(file, renderCurveHtml(curve));
		const permissions = ["clipboard-read", "clipboard-write"];
		const context = await browser.newContext({
			viewport: { width, height: 900 },
			colorScheme,
			offline: true,
			permissions,
		});
		const page = await context.newPage();
		page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
		page.on("pageerror", (error) => trouble.push(error.message));
		page.on("request", (request) => !request.url().startsWith(address) && trouble.push(request.url()));
		await page.goto(address);
		expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
		return page;
	}

	test.each([
		["light", 1280],
		["dark", 390],
	] as const)("answers first and tells every exponent and size, in %s at %d px", async (colorScheme, width) => {
		const curve = sampleCurve();
		const page = await open(curve, width, colorScheme);
		expect(await page.locator(".headline").textContent()).toContain("from some size on");
		const drawn = curve.indexes.flatMap(({ curves }) => curves);
		expect(await page.locator("svg.curve").count()).toBe(drawn.length);
		expect(await page.locator("svg.curve g title").count()).toBe(drawn.flatMap(({ points }) => points).length);
		const growth = await page.locator("#growth").textContent();
		for (const { growth: found } of drawn) {
			for (const line of found === undefined ? [] : [found.before, found.after, found.ratio]) {
				expect(growth).toContain(growthText(line));
			}
		}
		await page.getByRole("link", { name: "Curve of idx_sales_batch_id" }).click();
		expect(page.url()).toMatch(/#index-\d$/);
		// The page's own policy forbids foreign scripts, as it should; the debugger's protocol is not bound by it.
		await page.evaluate(await readFile(axePath, "utf8"));
		const violations = await page.evaluate(
			"axe.run().then((r) => r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => [v.id, v.nodes[0].html]))",
		);
		expect(violations).toEqual([]);
		await page.getByRole("button", { name: "Copy as Markdown" }).click();
		expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^# Scale curve of perf-001/);
		expect(trouble).toEqual([]);
		await page.context().close();
	});

	test("never lets text of the record become markup or script, and says what is missing", async () => {
		const spoil = (text: string) => `${text}${HOSTILE_TEXT}`;
		const page = await open(
			sampleCurve((curve) => ({
				...curve,
				status: "failed",
				failure: spoil("the server went away"),
				suite: spoil(curve.suite),
				suiteTitle: spoil(curve.suiteTitle),
				command: spoil(curve.command),
				chosen: spoil(curve.chosen),
				planned: [...curve.planned, spoil("x10")],
				notices: [spoil("a notice")],
				sizes: curve.sizes.map((size) => ({ ...size, runId: spoil(size.runId), scale: spoil(size.scale) })),
				indexes: curve.indexes.map((index) => ({
					...index,
					name: spoil(index.name),
					table: spoil(index.table),
					columns: index.columns.map(spoil),
					curves: index.curves.map((one) => ({
						...one,
						title: spoil(one.title),
						stratum: spoil(one.stratum),
						points: one.points.map((point) => ({ ...point, scale: spoil(point.scale) })),
					})),
				})),
			})),
			390,
			"light",
		);
		expect(await page.evaluate("typeof globalThis.hacked")).toBe("undefined");
		expect(await page.locator("img").count()).toBe(0);
		expect(await page.locator("script").count()).toBe(3);
		expect(await page.locator(".incomplete").textContent()).toContain("the server went away</script><script>");
		expect(await page.locator("#sizes").textContent()).toContain("missing: ");
		expect(trouble).toEqual([]);
		await page.context().close();
	});
});
