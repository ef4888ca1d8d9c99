import { realpathSync } from "node:fs";
import { messageOf } from "../../base/errors.ts";
import type { SchemaModel } from "../model.ts";
import type { EditPlan } from "./plan-edits.ts";
import { differenceOf } from "./prove.ts";
import { EditRefused, type ProofDifference } from "./request.ts";
import { newError, projectCompiler, typeErrors } from "./type-check.ts";
import { checkWritable, putBack, writeAll } from "./write-files.ts";

/** How a plan is proven. */
export interface Proof {
	/** The project's folder. */
	readonly folder: string;
	/** Loads the schema as if files had these texts, by absolute and real path. */
	readonly load: (replaced: Readonly<Record<string, string>>) => Promise<SchemaModel>;
	readonly typeCheck: boolean;
	readonly signal?: AbortSignal;
}

export interface ProofResult {
	/** Not checked: there is no tsconfig.json or no typescript, it took too long, or nobody wanted it. */
	readonly types: "not worse" | "not checked";
}

/**
 * Proves that the new texts load as what was asked and nothing else; nothing is written.
 * @throws EditRefused "proof-failed".
 */
export async function provePlan(plan: EditPlan, proof: Proof): Promise<void> {
	const replaced = Object.fromEntries(plan.files.map(({ path, after }) => [realpathSync(path), after]));
	let loaded: SchemaModel;
	try {
		loaded = await proof.load(replaced);
	} catch (error) {
		throw failed(plan, { kind: "does-not-load", message: messageOf(error) });
	}
	const difference = differenceOf(plan.expected, loaded);
	if (difference !== undefined) throw failed(plan, difference);
}

/**
 * Writes a plan once it is proven: all files or none, and none that makes the type check worse.
 * @throws EditRefused with every file as it was.
 */
export async function applyPlan(plan: EditPlan, proof: Proof): Promise<ProofResult> {
	checkWritable(plan.files);
	await provePlan(plan, proof);
	checkWritable(plan.files);
	writeAll(plan.files);
	try {
		return { types: await checkTypes(plan, proof) };
	} catch (error) {
		putBack(plan.files);
		throw error;
	}
}

/** Only what is wrong now needs to be compared with what was wrong before. */
async function checkTypes(plan: EditPlan, { folder, typeCheck, signal }: Proof): Promise<ProofResult["types"]> {
	const compiler = typeCheck ? projectCompiler(folder) : undefined;
	if (compiler === undefined) return "not checked";
	const after = await typeErrors(folder, compiler, signal);
	signal?.throwIfAborted();
	if (after === undefined || after.length === 0) return after === undefined ? "not checked" : "not worse";
	putBack(plan.files);
	const before = await typeErrors(folder, compiler, signal);
	const worse = before === undefined ? undefined : newError(before, after);
	if (worse !== undefined) throw failed(plan, { kind: "types-worse", message: worse });
	writeAll(plan.files);
	return before === undefined ? "not checked" : "not worse";
}

function failed(plan: EditPlan, difference: ProofDifference): EditRefused {
	return new EditRefused({ kind: "proof-failed", files: plan.files.map(({ file }) => file), difference });
}
