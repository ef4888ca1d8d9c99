import { manyFlag, oneFlag, switchFlag } from "./flag.ts";
import { path, text } from "./readers.ts";
import { FLAGS, pick } from "./table.ts";

/** The flags of `apply`; those of the scratch server it shares with others. */
export const APPLY_FLAGS = {
	schema: FLAGS.schema,
	add: manyFlag({
		group: "Data:",
		value: "<index>",
		help: 'an index to add: "orders(customerId, status)"; unique or fulltext before it, "as name" behind it; repeatable',
		read: text,
		hasVariable: false,
	}),
	drop: manyFlag({
		group: "Data:",
		value: "<table.index>",
		help: "an index to drop; repeatable",
		read: text,
		hasVariable: false,
	}),
	move: manyFlag({
		group: "Data:",
		value: "<table.index -> index>",
		help: 'an index on the wrong table or columns: "lots.idx_sale -> sales(lotId)"; repeatable',
		read: text,
		hasVariable: false,
	}),
	from: oneFlag({
		group: "Data:",
		value: "<file>",
		help: "findings of `audit --json`, an advice.json, or a run's record: what they advise",
		read: path,
		hasVariable: false,
	}),
	only: manyFlag({
		group: "Data:",
		value: "<id>",
		help: "of --from only this finding, by id or rule; repeatable",
		read: text,
		hasVariable: false,
	}),
	migrations: oneFlag({
		group: "Data:",
		value: "<folder>",
		help: "the folder of the migrations; by default as drizzle.config says",
		read: path,
		hasVariable: false,
	}),
	dryRun: switchFlag({ group: "What comes of it:", help: "print the patch, and write nothing", hasVariable: false }),
	migration: switchFlag({
		group: "What comes of it:",
		help: "make a migration; this is so wherever there are migrations",
		hasVariable: false,
		contradicts: [{ flag: "noMigration" }],
	}),
	noMigration: switchFlag({ group: "What comes of it:", help: "edit the schema alone", hasVariable: false }),
	name: oneFlag({
		group: "What comes of it:",
		value: "<name>",
		help: "the migration's name",
		read: text,
		usual: "indexes",
		hasVariable: false,
	}),
	branch: oneFlag({
		group: "What comes of it:",
		value: "<name>",
		help: "commit the change on a new git branch of this name; nothing is pushed",
		read: text,
		hasVariable: false,
		contradicts: [{ flag: "dryRun", why: "writes" }],
	}),
	body: oneFlag({
		group: "What comes of it:",
		value: "<file>",
		help: "write the text of a pull request, in Markdown",
		read: path,
		hasVariable: false,
	}),
	allowDirty: switchFlag({
		group: "What comes of it:",
		help: "work although files of the repository have changes that are not committed",
		hasVariable: false,
	}),
	noTypeCheck: switchFlag({
		group: "What comes of it:",
		help: "skip the project's own type check of the edit",
		hasVariable: false,
	}),
	...pick("server", "mysql", "image", "cacheLimit", "json"),
};
