import type { Connection } from "mysql2/promise";
import type { Candidate } from "../../schema/candidates/candidate.ts";

/**
 * Which candidates are in force: an index to add is there when it is visible, one to drop is gone when it is not. Sessions
 * that measure do not see invisible indexes, so that to them an invisible index is none; the lab's `isolation` proves it.
 * Only metadata changes, in milliseconds.
 */
export class IndexState {
	private readonly observer: Connection;
	private inForce: ReadonlySet<Candidate> = new Set();

	/** @param observer a session on which nothing is measured. All additions are built and invisible, all drops visible. */
	constructor(observer: Connection) {
		this.observer = observer;
	}

	/** Puts these candidates in force and no others. */
	async show(wanted: ReadonlySet<Candidate>): Promise<void> {
		const turned = [...wanted, ...this.inForce].filter((one) => wanted.has(one) !== this.inForce.has(one));
		const byTable = Map.groupBy(new Set(turned), ({ index }) => index.table);
		for (const [table, changed] of byTable) {
			const actions = changed.map((one) => {
				const visible = (one.change === "add") === wanted.has(one);
				return `ALTER INDEX ?? ${visible ? "VISIBLE" : "INVISIBLE"}`;
			});
			await this.observer.query(`ALTER TABLE ?? ${actions.join(", ")}`, [
				table,
				...changed.map(({ index }) => index.name),
			]);
		}
		this.inForce = new Set(wanted);
	}

	/** Those that are to be there no longer are dropped by the caller next; they count as never shown. */
	async forget(): Promise<void> {
		await this.show(new Set());
	}
}
