import type { Connection } from "mysql2/promise";
import { silentProgress } from "../../../base/progress.ts";
import type { Connect } from "../../../mysql/connect.ts";
import { buildIndexes, dropIndexes, readIndexes } from "../../../mysql/index-set.ts";
import { isSameName } from "../../../mysql/index-spec.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";

/** Makes any of the indexes visible: a change of metadata alone, so that each state takes milliseconds. */
export interface IndexStates {
	/** Shows these and hides all others that were given. */
	show(names: ReadonlySet<string>): Promise<void>;
}

/**
 * States of the given indexes, which are all there and invisible. What sees them are sessions that do not see invisible
 * indexes.
 */
export function indexStates(observer: Connection, specs: readonly IndexSpec[]): IndexStates {
	let visible: ReadonlySet<string> = new Set();
	const tables = [...new Set(specs.map((spec) => spec.table))];
	return {
		async show(names) {
			for (const table of tables) {
				const turned = specs.filter((spec) => spec.table === table && names.has(spec.name) !== visible.has(spec.name));
				if (turned.length === 0) continue;
				const actions = turned.map((spec) => `ALTER INDEX ?? ${names.has(spec.name) ? "VISIBLE" : "INVISIBLE"}`);
				await observer.query(`ALTER TABLE ?? ${actions.join(", ")}`, [table, ...turned.map((spec) => spec.name)]);
			}
			visible = new Set(names);
		},
	};
}

/**
 * Leaves the indexes as a study met them: those under test built and invisible, extras gone. It opens a connection of its
 * own, since an abort may have cut off the study's.
 */
export async function restoreIndexes(
	connect: Connect,
	tested: readonly IndexSpec[],
	extras: readonly IndexSpec[],
): Promise<void> {
	const connection = await connect();
	try {
		await dropIndexes(connection, extras);
		const tables = [...new Set(tested.map((spec) => spec.table))];
		const present = await readIndexes(connection, tables);
		const missing: IndexSpec[] = [];
		for (const spec of tested) {
			const found = present.find((index) => isSameName(index, spec));
			if (found === undefined) missing.push(spec);
			else if (found.visible)
				await connection.query("ALTER TABLE ?? ALTER INDEX ?? INVISIBLE", [spec.table, spec.name]);
		}
		if (missing.length > 0) {
			await buildIndexes(connection, missing, false, silentProgress, new AbortController().signal);
		}
	} finally {
		await connection.end();
	}
}
