import type { Caveat, Difference, Side } from "../../judge/compare/difference.ts";
import { formatBytes, formatNumber, formatPctWithInterval } from "../format.ts";

/** The cells of a difference: its subject, what differs, base and head. */
export function differenceCells({ subject, what, base, head }: Difference): readonly string[] {
	return [subjectWords(subject), what, sideWords(base), sideWords(head)];
}

function subjectWords(subject: Difference["subject"]): string {
	switch (subject.of) {
		case "scenario":
			return subject.stratum === undefined ? subject.scenario : `${subject.scenario} ${subject.stratum}`;
		case "index":
			return `${subject.table}.${subject.index}`;
		case "claim":
			return `claim ${subject.claim}`;
	}
}

const ABSENT: Readonly<Record<Extract<Side, { is: "absent" }>["from"], string>> = {
	measured: "not measured",
	built: "not built",
	judged: "not judged",
};

function sideWords(side: Side): string {
	switch (side.is) {
		case "absent":
			return ABSENT[side.from];
		case "verdict":
			return side.verdict;
		case "excerpt":
			return `${side.cut.before ? "…" : ""}${side.text}${side.cut.after ? "…" : ""}`;
		case "weight":
			return String(side.value);
		case "share":
			return `share ${side.value}`;
		case "results":
			return `${formatNumber(side.rows)} rows, digest ${side.digest.slice(0, 12)}`;
		case "plan":
			return side.key === 1 ? side.plan : `key ${side.key}: ${side.plan}`;
		case "work":
			return `about ${formatNumber(side.microseconds)} µs of work`;
		case "counters":
			return Object.entries(side.counters)
				.map(([name, count]) => `${name} ${formatNumber(count)}`)
				.join(", ");
		case "change":
			return formatPctWithInterval(side.pct, side.ci);
		case "columns":
			return side.columns.join(", ");
		case "bytes":
			return formatBytes(side.bytes);
	}
}

/** What a reader of a comparison must bear in mind, in a sentence. */
export function caveatWords(caveat: Caveat): string {
	switch (caveat.kind) {
		case "mysql-differs":
			return `MySQL ${caveat.base} against ${caveat.head}.`;
		case "machine-differs":
			return `Machines differ: ${caveat.base} against ${caveat.head}.`;
		case "not-whole":
			return `The ${caveat.which} is ${caveat.status}.`;
	}
}
