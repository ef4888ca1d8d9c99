import { USUAL_BUNDLE } from "../../../scenarios/project/usual-bundle.ts";
import { oneFlag } from "./flag.ts";
import { path, positiveNumber, text } from "./readers.ts";
import { FLAGS } from "./table.ts";

/** The flags of `record`. The URL may stand in INDEX_IMPACT_URL, so that no password is in the shell's history. */
export const RECORD_FLAGS = {
	bundle: oneFlag({
		group: "Data:",
		value: "<file>",
		help: "the bundle of the same tables, as index-impact capture writes it",
		read: path,
		usual: USUAL_BUNDLE,
		hasVariable: false,
	}),
	url: oneFlag({
		group: "Data:",
		value: "<url>",
		help: "the database that the command used, to tell which keys were asked for: frequent, middling, rare or absent; only read",
		read: text,
	}),
	tlsCa: oneFlag({ group: "Data:", value: "<file>", help: FLAGS.tlsCa.help, read: path }),
	seconds: oneFlag({
		group: "Data:",
		value: "<seconds>",
		help: "how long looking at that database may take",
		read: positiveNumber,
		usual: "60",
		hasVariable: false,
	}),
	out: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "where the bundle with what was recorded is written; by default in its own place",
		read: path,
		hasVariable: false,
	}),
	json: {
		...FLAGS.json,
		help: "print one JSON document on standard output; what the command prints goes to standard error then",
	},
};
