import { choiceFlag, manyFlag, oneFlag, optionalFlag, switchFlag, WrongValue } from "./flag.ts";
import { path, text } from "./readers.ts";
import { FLAGS } from "./table.ts";

/** Forms of an audit's answer besides the terminal's and --json. */
export const AUDIT_FORMATS = ["markdown", "sarif", "github", "html"] as const;

export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/** A file to write in one of the forms. */
export interface AuditFile {
	readonly format: AuditFormat;
	readonly file: string;
}

/** The flags of `audit` alone; schema and json it shares with others. */
export const AUDIT_FLAGS = {
	schema: FLAGS.schema,
	config: oneFlag({
		group: "Data:",
		value: "<file>",
		help: "the index-impact.config to read in place of the one that is found",
		read: path,
		hasVariable: false,
	}),
	source: manyFlag({
		group: "Data:",
		value: "<glob>",
		help: 'the application\'s own code, "server/**/*.ts": counts what its queries do with each column',
		read: text,
		hasVariable: false,
	}),
	query: manyFlag({
		group: "Data:",
		value: "<sql>",
		help: "a query of the application, or a file of them: says which read a table without an index; repeatable",
		read: text,
		hasVariable: false,
	}),
	migrations: optionalFlag({
		group: "Data:",
		value: "[folder]",
		help: "also replay the migrations on an empty MySQL of its own, and compare; the folder as drizzle.config says",
		read: path,
		hasVariable: false,
	}),
	url: oneFlag({
		group: "Data:",
		value: "<url>",
		help: "also compare with a database, read-only: mysql://user:password@host:port/database",
		read: text,
		hasVariable: false,
	}),
	rule: manyFlag({
		group: "What counts:",
		value: "<rule=error|warn|off>",
		help: "set a rule's severity, as `rules` in the config does",
		read: text,
		hasVariable: false,
	}),
	baseline: oneFlag({
		group: "What counts:",
		value: "<file>",
		help: "findings to let stand; index-impact/audit-baseline.json where it exists",
		read: path,
		hasVariable: false,
	}),
	failOn: choiceFlag({
		group: "What comes of it:",
		value: "<severity>",
		choices: ["error", "warn", "never"],
		help: "exit 1 on findings of this severity that are not waived",
		usual: "error",
		hasVariable: false,
	}),
	write: manyFlag({
		group: "What comes of it:",
		value: "<format=file>",
		help: `also write the answer: ${AUDIT_FORMATS.map((format) => `${format}=<file>`).join(", ")}`,
		read: auditFile,
		hasVariable: false,
	}),
	github: switchFlag({
		group: "What comes of it:",
		help: "print GitHub's annotations in place of the answer",
		hasVariable: false,
		contradicts: [{ flag: "json" }],
	}),
	explain: oneFlag({
		group: "Instead:",
		value: "<rule>",
		help: "say what a rule looks for, why, and what to do; all of them with `all`",
		read: text,
		hasVariable: false,
	}),
	printBaseline: switchFlag({
		group: "Instead:",
		help: "print a baseline of all that is found now",
		hasVariable: false,
		needs: [{ flag: "reason", remedy: 'Add --reason "why they may stand".' }],
	}),
	reason: oneFlag({
		group: "Instead:",
		value: "<text>",
		help: "why the findings of --print-baseline may stand",
		read: text,
		hasVariable: false,
		needs: [{ flag: "printBaseline", remedy: "Add --print-baseline, or leave it out." }],
	}),
	json: FLAGS.json,
};

function auditFile(given: string, folder: string): AuditFile {
	const [name = "", ...rest] = given.split("=");
	const format = AUDIT_FORMATS.find((candidate) => candidate === name);
	const file = rest.join("=");
	if (format === undefined || file === "") throw new WrongValue("It takes a format and a file: sarif=audit.sarif.");
	return { format, file: path(file, folder) };
}
