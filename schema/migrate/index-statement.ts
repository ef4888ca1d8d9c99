import { quoted } from "../../mysql/sql/identifiers.ts";
import type { IndexPart } from "../model.ts";

/** A change of one index as a migration makes it. */
export type IndexStatement =
	| {
			readonly kind: "create";
			readonly table: string;
			readonly index: string;
			readonly modifier: "" | "UNIQUE " | "FULLTEXT ";
			/** With its parentheses. */
			readonly parts: string;
	  }
	/** Made invisible by the migration, and dropped by a second one once nobody misses it. */
	| {
			readonly kind: "drop";
			readonly table: string;
			readonly index: string;
			/** What it was, where another takes its name: then it is dropped at once. */
			readonly replaced?: { readonly modifier: "" | "UNIQUE " | "FULLTEXT "; readonly parts: string };
	  };

const NAME = "`((?:[^`]|``)+)`";
const CREATE = new RegExp(
	`^CREATE\\s+(UNIQUE\\s+|FULLTEXT\\s+)?INDEX\\s+${NAME}\\s+ON\\s+${NAME}\\s*(\\([\\s\\S]*\\))\\s*;?$`,
	"i",
);
const ADD = new RegExp(
	`^ALTER\\s+TABLE\\s+${NAME}\\s+ADD\\s+CONSTRAINT\\s+${NAME}\\s+UNIQUE(?:\\s+INDEX)?\\s*(\\([\\s\\S]*\\))\\s*;?$`,
	"i",
);
const DROP = new RegExp(`^DROP\\s+INDEX\\s+${NAME}\\s+ON\\s+${NAME}\\s*;?$`, "i");
const ALTER_DROP = new RegExp(`^ALTER\\s+TABLE\\s+${NAME}\\s+DROP\\s+(?:INDEX|CONSTRAINT|KEY)\\s+${NAME}\\s*;?$`, "i");

/** A statement of drizzle-kit's as the change of an index that it makes; undefined where it does anything else. */
export function indexStatement(sql: string): IndexStatement | undefined {
	const text = sql.trim();
	const created = CREATE.exec(text);
	if (created !== null) {
		const [, modifier, index = "", table = "", parts = ""] = created;
		return { kind: "create", table: plain(table), index: plain(index), modifier: modifierOf(modifier), parts };
	}
	const added = ADD.exec(text);
	if (added !== null) {
		const [, table = "", index = "", parts = ""] = added;
		return { kind: "create", table: plain(table), index: plain(index), modifier: "UNIQUE ", parts };
	}
	const dropped = DROP.exec(text);
	if (dropped !== null) return { kind: "drop", table: plain(dropped[2] ?? ""), index: plain(dropped[1] ?? "") };
	const altered = ALTER_DROP.exec(text);
	if (altered !== null) return { kind: "drop", table: plain(altered[1] ?? ""), index: plain(altered[2] ?? "") };
	return undefined;
}

/** How a change is made: without stopping writers where the server can. */
export type Online = "none locked" | "writes wait" | "as the server likes";

/** The statement that makes a change, without a semicolon. A drop makes the index invisible first. */
export function statementSql(statement: IndexStatement, online: Online): string {
	const { table, index } = statement;
	if (statement.kind === "drop" && statement.replaced !== undefined) {
		return `DROP INDEX ${quoted(index)} ON ${quoted(table)}${clause(online, " ")}`;
	}
	if (statement.kind === "drop") {
		return `ALTER TABLE ${quoted(table)} ALTER INDEX ${quoted(index)} INVISIBLE${clause(online, ", ")}`;
	}
	const { modifier, parts } = statement;
	return `CREATE ${modifier}INDEX ${quoted(index)} ON ${quoted(table)} ${parts}${clause(online, " ")}`;
}

/** The statement that takes the change back. */
export function rollbackSql(statement: IndexStatement): string {
	const { table, index } = statement;
	if (statement.kind === "create")
		return `DROP INDEX ${quoted(index)} ON ${quoted(table)}${clause("none locked", " ")}`;
	if (statement.replaced !== undefined) {
		const { modifier, parts } = statement.replaced;
		return `CREATE ${modifier}INDEX ${quoted(index)} ON ${quoted(table)} ${parts}`;
	}
	return `ALTER TABLE ${quoted(table)} ALTER INDEX ${quoted(index)} VISIBLE`;
}

/** The statement that drops, later, what was made invisible. */
export function laterSql({ table, index }: IndexStatement): string {
	return `DROP INDEX ${quoted(index)} ON ${quoted(table)}${clause("none locked", " ")}`;
}

/** The parts of an index as SQL, in parentheses. */
export function partsSql(parts: readonly IndexPart[]): string {
	const texts = parts.map((part) => {
		const direction = "descending" in part && part.descending === true ? " DESC" : "";
		if ("undefined" in part) throw new Error("An index on a column that does not exist has no SQL.");
		if ("expression" in part) return `(${part.expression})${direction}`;
		return `${quoted(part.column)}${part.length === undefined ? "" : `(${part.length})`}${direction}`;
	});
	return `(${texts.join(", ")})`;
}

function clause(online: Online, separator: " " | ", "): string {
	if (online === "as the server likes") return "";
	const lock = online === "none locked" ? "NONE" : "SHARED";
	return `${separator}ALGORITHM = INPLACE${separator}LOCK = ${lock}`;
}

function modifierOf(text: string | undefined): "" | "UNIQUE " | "FULLTEXT " {
	const word = text?.trim().toUpperCase();
	return word === "UNIQUE" ? "UNIQUE " : word === "FULLTEXT" ? "FULLTEXT " : "";
}

function plain(name: string): string {
	return name.replaceAll("``", "`");
}
