import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { findConfig } from "../../../scenarios/project/find-config.ts";
import { USUAL_BUNDLE } from "../../../scenarios/project/usual-bundle.ts";
import { audit, type RuleSettings } from "../../../schema/audit/audit.ts";
import { type Baseline, baselineOf, readBaseline } from "../../../schema/audit/baseline.ts";
import type { Finding } from "../../../schema/audit/finding.ts";
import { isRuleId, RULE_IDS } from "../../../schema/audit/rules.ts";
import { sourceUsage } from "../../../schema/audit/source-usage.ts";
import { withWaivers } from "../../../schema/audit/waivers.ts";
import { columnsWritten } from "../../../schema/audit/written-columns.ts";
import { openSchema } from "../../../schema/load/load-schema.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import type { AuditAnswer } from "../../report/audit/answer.ts";
import type { AUDIT_FLAGS, AuditFile } from "../flags/audit-flags.ts";
import type { Values } from "../flags/flag.ts";
import { nearest } from "../flags/variables.ts";
import type { CommandContext } from "../program.ts";
import { renderAudit } from "./render-audit.ts";

/** Where a baseline is looked for, relative to the application's folder. */
const BASELINE_FILE = join("index-impact", "audit-baseline.json");

/** Loads the schema, looks at it, and shows what is wrong. @returns the exit code. @throws BenchError */
export async function runAudit(
	flags: Values<typeof AUDIT_FLAGS>,
	folder: string | undefined,
	{ signal, environment }: Pick<CommandContext, "signal" | "environment">,
): Promise<number> {
	const start = resolve(folder ?? ".");
	if (!existsSync(start))
		throw new BenchError("usage", `There is no folder ${folder}.`, "Name the application's folder.");
	const found = await findConfig(start, flags.config);
	const { config } = found;
	const project = folder === undefined ? found.folder : start;
	// What is typed wrong is told before the schema is loaded, which takes its time.
	const settings = ruleSettings(config.rules ?? {}, flags.rule);
	const baseline = baselineIn(project, flags.baseline);
	const schema = flags.schema ?? config.schema;
	const loaded = await openSchema(
		{
			folder: project,
			...(schema !== undefined ? { schema } : {}),
			...(config.casing !== undefined ? { casing: config.casing } : {}),
			...(config.tablesFilter !== undefined ? { tablesFilter: config.tablesFilter } : {}),
		},
		signal,
	);
	const { model } = loaded;
	const sources = await textsOf(project, model);
	const patterns = flags.source.length > 0 ? flags.source : (config.source ?? []);
	const usage = patterns.length > 0 ? await sourceUsage(project, patterns, model) : undefined;
	// Few projects have any, and the form of a bundle takes its time to load.
	const hasQueries = flags.query.length > 0 || existsSync(join(project, config.production ?? USUAL_BUNDLE));
	const queries =
		hasQueries || config.production !== undefined
			? await (await import("./project-queries.ts")).projectQueries(project, flags.query, config.production, model)
			: undefined;
	const usual = config.migrations ?? loaded.config?.out ?? "drizzle";
	const migrations = flags.migrations === true ? usual : flags.migrations;
	// What compares with servers takes longer to load than most schemas, so it is loaded only where it is asked for.
	const isAsked = migrations !== undefined || flags.url !== undefined;
	const drift = isAsked
		? await (await import("./drift.ts")).findDrift({
				folder: project,
				loaded,
				migrations,
				url: flags.url,
				environment,
				signal,
			})
		: undefined;
	const result = audit(
		model,
		{
			...(usage !== undefined ? { usage } : {}),
			...(queries !== undefined ? { queries } : {}),
			...(drift !== undefined ? { drift } : {}),
			writtenColumns: columnsWritten(sources),
		},
		settings,
	);
	if (flags.printBaseline) {
		process.stdout.write(`${JSON.stringify(baselineOf(result.findings, flags.reason ?? ""), null, 2)}\n`);
		return 0;
	}
	const answer: AuditAnswer = {
		...withWaivers(result, model, sources, baseline),
		unreadable: usage?.unreadable ?? [],
		...(drift === undefined ? {} : { drift }),
	};
	for (const target of flags.write) await writeAnswer(target, answer, model);
	const form = flags.json ? "json" : flags.github ? "github" : "terminal";
	process.stdout.write(await renderAudit(answer, form, model));
	return exitCode(answer.findings, flags.failOn);
}

/** The baseline that is named, or the one in its usual place. @throws BenchError */
function baselineIn(project: string, named: string | undefined): Baseline | undefined {
	const usual = join(project, BASELINE_FILE);
	const file = named ?? (existsSync(usual) ? usual : undefined);
	return file === undefined ? undefined : readBaseline(file);
}

/** What the config says, and over it what was typed. @throws BenchError kind "usage" for no rule or no severity. */
export function ruleSettings(config: Readonly<Record<string, string>>, typed: readonly string[]): RuleSettings {
	const settings: Record<string, "error" | "warn" | "off"> = {};
	for (const [id, severity] of [
		...Object.entries(config),
		...typed.map((text) => text.split("=") as [string, string]),
	]) {
		if (!isRuleId(id)) {
			const near = nearest(id, RULE_IDS);
			const hint = near === undefined ? "" : ` Did you mean ${near}?`;
			throw new BenchError(
				"usage",
				`There is no rule ${id}.${hint}`,
				"See all with: index-impact audit --explain all.",
			);
		}
		if (severity !== "error" && severity !== "warn" && severity !== "off") {
			throw new BenchError(
				"usage",
				`The rule ${id} is set to ${severity ?? "nothing"}.`,
				`Write ${id}=error, ${id}=warn or ${id}=off.`,
			);
		}
		settings[id] = severity;
	}
	return settings;
}

/** The texts of the schema's files: for waivers, and for what indexes are written on. */
async function textsOf(project: string, { tables }: SchemaModel): Promise<ReadonlyMap<string, string>> {
	const files = new Set(
		tables.flatMap(({ exports, place }) => [...exports.map(({ file }) => file), place?.file ?? ""]),
	);
	const texts = new Map<string, string>();
	for (const file of files) {
		const text = file === "" ? undefined : await readFile(join(project, file), "utf8").catch(() => undefined);
		if (text !== undefined) texts.set(file, text);
	}
	return texts;
}

async function writeAnswer({ format, file }: AuditFile, answer: AuditAnswer, model: SchemaModel): Promise<void> {
	try {
		await writeFile(file, await renderAudit(answer, format, model));
	} catch (thrown) {
		if (!(thrown instanceof Error && "code" in thrown)) throw thrown;
		throw new BenchError(
			"usage",
			`${file} cannot be written: ${messageOf(thrown)}.`,
			`Name a file in a folder that exists; ${dirname(file)} is meant.`,
		);
	}
}

function exitCode(findings: readonly Finding[], failOn: "error" | "warn" | "never"): number {
	if (failOn === "never") return 0;
	return findings.some(({ severity }) => severity === "error" || failOn === "warn") ? 1 : 0;
}
