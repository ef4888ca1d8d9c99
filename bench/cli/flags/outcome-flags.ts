import { EXPORT_FORMATS } from "../../report/export/exporters.ts";
import { choiceFlag, manyFlag, oneFlag, optionalFlag, switchFlag } from "./flag.ts";
import { exportTarget, path, secondsOrNone, text } from "./readers.ts";
import { RUNS_FOLDER } from "./runs-folder.ts";

/** What comes of what was found out, and what a command does instead. */
export const OUTCOMES = {
	gate: switchFlag({
		group: "What comes of it:",
		help: "exit 1 when a scenario got slower or is invalid, or an index is not used",
		restored: true,
		manner: true,
	}),
	clock: oneFlag({
		group: "What comes of it:",
		value: "<seconds>",
		help: "with --counters-only, the gate times what evidence leaves open for so long; --no-clock forbids it",
		read: secondsOrNone,
		usual: "20",
		restored: true,
		manner: true,
		canBeNone: true,
	}),
	openHarm: choiceFlag({
		group: "What comes of it:",
		value: "<answer>",
		help: "what the gate says of a query that may be slower and that neither evidence nor clock could tell",
		choices: ["warn", "fail"],
		usual: "warn",
		restored: true,
		manner: true,
	}),
	waivers: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "regressions that the gate accepts, each with reason and bound",
		read: path,
	}),
	keep: switchFlag({ group: "What comes of it:", help: "add the run to history.jsonl in the folder of --out" }),
	junit: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "write the verdicts as JUnit XML; what the gate fails on is a failure",
		read: path,
	}),
	export: manyFlag({
		group: "What comes of it:",
		value: "<format=file>",
		help: `write the ratios for a benchmark tracker: ${EXPORT_FORMATS.join(" or ")}; repeatable`,
		read: exportTarget,
		// A file's name may hold a comma.
		separator: /,(?=[a-z-]+=)/,
	}),
	out: oneFlag({
		group: "What comes of it:",
		value: "<folder>",
		help: "where the run's folder is made",
		read: path,
		usual: RUNS_FOLDER,
	}),
	resume: oneFlag({
		group: "Instead:",
		value: "<run>",
		help: "continue an interrupted run from its folder, with the flags that it was started with",
		read: path,
	}),
	format: choiceFlag({
		group: "What comes of it:",
		value: "<format>",
		help: "print Markdown of this length, and write no report; pr is for a comment on a pull request",
		choices: ["completion", "full", "pr", "summary"],
	}),
	judgeAgain: switchFlag({
		group: "What comes of it:",
		help: "judge what was measured by the rules of this version, and save the record",
		hasVariable: false,
	}),
	trend: optionalFlag({
		group: "Instead:",
		value: "[history]",
		help: "every ratio over the kept runs, with change points; history.jsonl among the runs unless told",
		read: path,
		hasVariable: false,
	}),
	describe: switchFlag({
		group: "What comes of it:",
		help: "show keys, shares and dates of every table against what was asked for",
	}),
	list: switchFlag({
		group: "Instead:",
		help: "show what is kept for later runs, and make nothing",
		hasVariable: false,
	}),
	clean: optionalFlag({
		group: "Instead:",
		value: "[id]",
		help: "remove one kept dataset, or all, and make nothing",
		read: text,
		hasVariable: false,
		contradicts: [{ flag: "list" }],
	}),
	workflow: switchFlag({ group: "What comes of it:", help: "add a GitHub workflow for pull requests" }),
	yes: switchFlag({ group: "What comes of it:", help: "ask nothing", hasVariable: false }),
	json: switchFlag({
		group: "What comes of it:",
		help: "print one JSON document on standard output, and nothing else there",
	}),
};
