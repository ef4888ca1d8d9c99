import type { Connection } from "mysql2/promise";
import { indexDefinition } from "../../mysql/index-set.ts";
import { quoted } from "../../mysql/sql/identifiers.ts";
import type { Candidate } from "../../schema/candidates/candidate.ts";

/**
 * Which candidates are in force. An index to add is made visible, which changes metadata alone. One to drop is really
 * dropped, and made again: were it only hidden, the optimizer would still know from it how many values a column has
 * (`pnpm lab isolation`).
 */
export class IndexState {
	private readonly observer: Connection;
	private inForce: ReadonlySet<Candidate> = new Set();

	/** @param observer a session on which nothing is measured. All additions are built and invisible, all drops there. */
	constructor(observer: Connection) {
		this.observer = observer;
	}

	/** Puts these candidates in force and no others. */
	async show(wanted: ReadonlySet<Candidate>): Promise<void> {
		const turned = [...wanted, ...this.inForce].filter((one) => wanted.has(one) !== this.inForce.has(one));
		for (const [table, changed] of Map.groupBy(new Set(turned), ({ index }) => index.table)) {
			const actions = changed.map((one) => actionOf(one, wanted.has(one)));
			await this.observer.query(`ALTER TABLE ${quoted(table)} ${actions.join(", ")}`);
		}
		this.inForce = new Set(wanted);
	}
}

function actionOf({ change, index }: Candidate, inForce: boolean): string {
	const name = quoted(index.name);
	if (change === "add") return `ALTER INDEX ${name} ${inForce ? "VISIBLE" : "INVISIBLE"}`;
	return inForce ? `DROP INDEX ${name}` : `ADD ${indexDefinition(index)}`;
}
