import { USUAL_BUNDLE } from "../../../scenarios/project/usual-bundle.ts";
import { oneFlag } from "./flag.ts";
import { path, positiveNumber, text, wholeNumber } from "./readers.ts";
import { FLAGS } from "./table.ts";

/** The flags of `capture`. The URL may stand in INDEX_IMPACT_URL, so that no password is in the shell's history. */
export const CAPTURE_FLAGS = {
	url: oneFlag({
		group: "Data:",
		value: "<url>",
		help: "the database to read, never to write: mysql://user:password@host:port/database",
		read: text,
	}),
	tlsCa: oneFlag({
		group: "Data:",
		value: "<file>",
		help: FLAGS.tlsCa.help,
		read: path,
	}),
	seconds: oneFlag({
		group: "Data:",
		value: "<seconds>",
		help: "how long it may take; what is not read by then is told",
		read: positiveNumber,
		usual: "60",
		hasVariable: false,
	}),
	rows: oneFlag({
		group: "Data:",
		value: "<rows>",
		help: "most rows of a table that one statement reads; of larger tables, a sample",
		read: wholeNumber,
		usual: "50000",
		hasVariable: false,
	}),
	out: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "where the bundle is written",
		read: path,
		usual: USUAL_BUNDLE,
		hasVariable: false,
	}),
	json: FLAGS.json,
	check: oneFlag({
		group: "Instead:",
		value: "<file>",
		help: "say whether a bundle holds anything but names, numbers and statements without literals",
		read: path,
		hasVariable: false,
	}),
};
