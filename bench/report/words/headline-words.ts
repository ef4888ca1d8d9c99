import type { RunRecord } from "../../record/schema.ts";
import { indexName } from "../index-story.ts";

type Judged = Pick<RunRecord, "indexes" | "dataset">;

/** The indexes that cost more than they save, as a clause: they are not among those that earn their keep. */
export function netLossClause(record: Judged): string {
	const names = record.indexes
		.filter(({ reasons }) => reasons.some(({ kind }) => kind === "net-loss" || kind === "more-work-in-all"))
		.map((index) => indexName(index, record));
	const costs = "more than it saves at the stated weights";
	if (names.length === 0) return "";
	return names.length === 1 ? `${names[0]} costs ${costs}` : `${names.join(", ")} each cost ${costs}`;
}

/** That a run at the smoke scale decides nothing, as a clause. */
export function smokeClause({ dataset }: Judged): string {
	return dataset.scale === "smoke" ? "Smoke scale: this run shows that everything works and decides nothing" : "";
}
