import type { MergeNote } from "../../judge/merge/merge-notes.ts";
import { machineText } from "../../record/environment.ts";
import { formatPct } from "../format.ts";

/** A note on a merged run, as a sentence. */
export function mergeWords(note: MergeNote): string {
	switch (note.kind) {
		case "part": {
			const floor = note.noiseFloorPct === undefined ? "" : `, noise floor ${formatPct(note.noiseFloorPct)}`;
			return `Part ${note.index}/${note.of} ran on ${machineText(note)}${floor}: ${note.scenarios.join(", ")}.`;
		}
		case "noise-floors-apart":
			return `The noise floors of the parts do not agree (${formatPct(note.leastPct)} to ${formatPct(note.mostPct)}); the largest counts for all.`;
		case "other-variables":
			return `The parts ran with different server variables: ${note.names.join(", ")}.`;
		case "uncommitted-changes":
			return "At least one part was measured with uncommitted changes, which need not be those of the others.";
	}
}
