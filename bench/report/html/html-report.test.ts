import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunRecord } from "../../record/schema.ts";
import { findBrowser, launchBrowser } from "../fixtures/chromium.ts";
import { hostileRecord } from "../fixtures/hostile-text.ts";
import { countedOnly, withStudies } from "../fixtures/sample-changes.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { scriptJson } from "./html.ts";
import { renderHtml } from "./html-report.ts";

const axePath = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

describe("the HTML report in a real browser", () => {
	let browser: Browser;
	let folder: string;
	/** Console errors, page errors and requests other than for the file itself, over all pages. */
	const trouble: string[] = [];

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "index-impact-html-"));
		browser = await launchBrowser();
	});

	afterAll(async () => {
		await browser?.close();
		await rm(folder, { recursive: true, force: true });
	});

	async function open(
		record: RunRecord,
		{ width = 1280, height = 900, hash = "", colorScheme = "light" as "light" | "dark", offline = true } = {},
	): Promise<Page> {
		const file = join(folder, "report.html");
		await writeFile(file, renderHtml(record));
		const context = await browser.newContext({
			viewport: { width, height },
			colorScheme,
			offline,
			permissions: ["clipboard-read", "clipboard-write"],
		});
		const page = await context.newPage();
		page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
		page.on("pageerror", (error) => trouble.push(error.message));
		page.on("request", (request) => !request.url().startsWith(pathToFileURL(file).href) && trouble.push(request.url()));
		await page.goto(`${pathToFileURL(file).href}${hash}`);
		return page;
	}

	const titles = (page: Page): Promise<string[]> => page.locator("tbody[id]:visible .opener").allTextContents();
	const spread = (page: Page): Promise<number> => page.evaluate("document.documentElement.scrollWidth - innerWidth");

	it("answers first, without a console error or a request", async () => {
		const page = await open(sampleRecord({ strata: 16 }));
		expect(await page.locator(".headline").textContent()).toContain("5 of 6 indexes earn their keep");
		expect(await page.locator("tbody[id]").count()).toBe(16);
		expect(trouble).toEqual([]);
		await page.context().close();
	});

	it("sorts by each column, both ways, and returns to the record's order", async () => {
		const page = await open(sampleRecord({ strata: 16 }));
		const recorded = await titles(page);
		const factor = page.getByRole("button", { name: "Factor" });
		await factor.click();
		expect((await titles(page))[0]).toBe("Trial balance · one period");
		await factor.click();
		expect((await titles(page))[0]).toBe("Slow-moving stock alert, one batch · cold batch");
		expect(await page.locator("th[aria-sort=descending]").textContent()).toBe("Factor");
		await factor.click();
		expect(await titles(page)).toEqual(recorded);
		await page.getByRole("button", { name: "Verdict" }).click();
		expect((await titles(page)).slice(0, 2).toSorted()).toEqual([
			"Balance of an account · hot account",
			"Trial balance · one period",
		]);
		await page.context().close();
	});

	it("filters by words, group and verdict, and says how many are left", async () => {
		const page = await open(sampleRecord({ strata: 16 }));
		await page.keyboard.press("/");
		await page.keyboard.type("idx_ledger account");
		expect(await page.locator("#shown").textContent()).toBe("4 of 16 strata");
		await page.locator("input[value=slower]").uncheck();
		expect(await titles(page)).toEqual([
			"Balance of an account · warm account",
			"Balance of an account · cold account",
		]);
		await page.locator("#find").focus();
		await page.keyboard.press("Escape");
		await page.selectOption("#group", "controls");
		expect(await titles(page)).toEqual(["Inventory search by text", "Ageing of receivables"]);
		await page.context().close();
	});

	it("opens a row by keyboard, reads a pair off its plot and copies its SQL", async () => {
		const page = await open(sampleRecord({ strata: 4 }));
		await page.locator(".opener").first().focus();
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		const body = page.locator("tbody.open");
		expect(await body.locator(".opener").textContent()).toBe("Slow-moving stock alert, one batch · typical batch");
		expect(page.url()).toContain("#i13-slow-moving-typical-batch");
		await body.locator("svg.pairs").focus();
		await page.keyboard.press("ArrowRight");
		expect(await body.locator(".reading").textContent()).toMatch(/^Pair 1 of 24: \d+ ms before, [\d.]+ ms after\.$/);
		await body.locator("svg.pairs").hover();
		expect(await body.locator(".reading").textContent()).toMatch(/^Pair 1[0-4] of 24/);
		await body.getByRole("button", { name: "Copy SQL" }).click();
		expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^select \* from `sales`/);
		await page.getByRole("button", { name: "Copy as Markdown" }).click();
		expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^# Performance Impact \(Measured\)/);
		await page.context().close();
	});

	it("opens the row that the address names", async () => {
		const page = await open(sampleRecord({ strata: 16 }), { hash: "#f1-account-balance-hot-account" });
		expect(await page.locator("tbody.open .detail").isVisible()).toBe(true);
		expect(await page.locator("tbody.open .opener").textContent()).toBe("Balance of an account · hot account");
		expect(await page.locator(".detail:visible").count()).toBe(1);
		await page.context().close();
	});

	it.each([
		["light", 1280],
		["dark", 1280],
		["light", 390],
		["dark", 390],
		["light", 360],
	] as const)(
		"has no serious accessibility violation in %s at %d px, and nothing wider than the screen",
		async (colorScheme, width) => {
			const page = await open(sampleRecord({ strata: 16, change: withStudies }), {
				width,
				colorScheme,
				hash: "#f1-account-balance-hot-account",
			});
			expect(await page.locator("#break-even td").count()).toBeGreaterThan(10);
			await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true");
			expect(await spread(page)).toBeLessThanOrEqual(0);
			// A name is never broken where it can scroll: as high as its line, on a wide screen.
			const broken =
				"[...document.querySelectorAll('.scroll th code')].filter((name) => name.getClientRects().length > 1)";
			if (width > 720) expect(await page.evaluate(`${broken}.map((name) => name.textContent)`)).toEqual([]);
			// The page's own policy forbids foreign scripts, as it should; the debugger's protocol is not bound by it.
			await page.evaluate(await readFile(axePath, "utf8"));
			const violations = (await page.evaluate(
				"axe.run().then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes.map((n) => n.html).slice(0, 3)]))",
			)) as [string, string, string[]][];
			expect(violations.filter(([impact]) => impact === "serious" || impact === "critical")).toEqual([]);
			await page.context().close();
		},
	);

	it("turns dark and light by its button and follows the system until then", async () => {
		const page = await open(sampleRecord({ strata: 2 }), { colorScheme: "dark" });
		const paper = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
		expect(await paper()).toBe("rgb(13, 17, 23)");
		await page.getByRole("button", { name: "Theme: auto" }).click();
		expect(await paper()).toBe("rgb(255, 255, 255)");
		await page.emulateMedia({ media: "print" });
		expect(await page.locator("nav").isVisible()).toBe(false);
		await page.context().close();
	});

	it("never lets text of the record become markup or script", async () => {
		const page = await open(hostileRecord(sampleRecord({ strata: 6 })));
		await page.locator(".opener").first().click();
		expect(await page.evaluate("typeof globalThis.hacked")).toBe("undefined");
		expect(await page.locator("img").count()).toBe(0);
		expect(await page.locator("script").count()).toBe(3);
		expect(await page.locator(".opener").first().textContent()).toContain(
			"</script><script>globalThis.hacked=1</script>",
		);
		expect(await spread(page)).toBeLessThanOrEqual(0);
		expect(trouble).toEqual([]);
		await page.context().close();
	});

	it("tells the verdict on every index in a row beside its name, above the plans, and no sentence twice", async () => {
		const page = await open(sampleRecord({ strata: 16, change: withStudies }), { height: 900 });
		const rows = page.locator("#indexes .answers tbody tr");
		expect(await rows.count()).toBe(6);
		const ledger = rows.filter({ hasText: "idx_ledger_entries_account_id" });
		expect(await ledger.textContent()).toMatch(/net −10\.45 s a day .*at the assumed weights.*▼ drop/s);
		expect(await ledger.textContent()).toContain("f3-trial-balance one period (5.5x slower)");
		expect(await ledger.textContent()).toContain(
			'--try "ledgerEntries(accountId, isPosted, entryDate, debit, credit)"',
		);
		expect(await page.locator("#indexes").getByText("Balance of the hot account").isVisible()).toBe(false);
		expect(
			await page.evaluate("document.querySelector('#claims').offsetTop > document.querySelector('#indexes').offsetTop"),
		).toBe(true);
		const bottom = await rows.last().boundingBox();
		expect((bottom?.y ?? 0) + (bottom?.height ?? 0)).toBeLessThan(900);
		expect(await page.locator("#claims").textContent()).not.toContain("it would be");
		await page.context().close();
	});

	it("shows work and no time of a run that counted only", async () => {
		const page = await open(sampleRecord({ strata: 6, change: countedOnly }), { width: 390 });
		expect(await page.locator("main").textContent()).not.toMatch(/1\.0x|n\/a|p50|Noise floor|Write cost|Weight \d/);
		expect(await page.locator(".scenarios .row").first().textContent()).toMatch(/x less/);
		expect(await spread(page)).toBeLessThanOrEqual(0);
		await page.context().close();
	});

	it("opens with two hundred scenarios", async () => {
		const page = await open(sampleRecord({ strata: 360, pairs: 60 }));
		expect(await page.locator("tbody[id]").count()).toBe(360);
		const timing = await page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
		console.info(`report.html with 200 scenarios, 360 strata of 60 pairs: loaded after ${timing} ms`);
		await page.context().close();
	});
});

describe("the HTML report", () => {
	it("gives the same bytes for the same record", () => {
		expect(renderHtml(sampleRecord())).toBe(renderHtml(sampleRecord()));
	});

	it("forbids every fetch and every script but its own", () => {
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(renderHtml(sampleRecord({ strata: 1 })))?.[1];
		expect(policy).toMatch(
			/^default-src 'none'; style-src 'sha256-[^ ]+'; script-src 'sha256-[^ ]+' 'sha256-[^ ]+'; base-uri 'none'; form-action 'none'$/,
		);
	});

	it("reads without a script: details are folded by the script alone", () => {
		expect(renderHtml(sampleRecord({ strata: 2 }))).not.toMatch(/<tr class="detail" hidden/);
	});

	it("survives a record without any result", () => {
		const text = renderHtml(
			sampleRecord({
				strata: 0,
				change: (r) => ({ ...r, status: "failed", failure: "no space", claims: [], indexes: [] }),
			}),
		);
		expect(text).toContain("Nothing was measured.");
		expect(text).toContain("<strong>Incomplete.</strong>");
	});

	it("JSON inside a script cannot end it, open a comment or break a line", () => {
		const text = scriptJson({ a: "</script><!--\u2028\u2029&" }).markup;
		expect(text).not.toMatch(/[<>&\u2028\u2029]/);
		expect(JSON.parse(text)).toEqual({ a: "</script><!--\u2028\u2029&" });
	});

	it("its tests name what to install where no browser is", async () => {
		await expect(findBrowser({ PATH: "/nowhere" })).rejects.toThrow("Install Debian's package chromium");
		await expect(findBrowser({ PATH: "", CHROMIUM: "/nowhere/chromium" })).rejects.toThrow(
			"CHROMIUM names /nowhere/chromium",
		);
	});
});
