import {
	type Argument,
	type CallExpression,
	type Expression,
	type ObjectExpression,
	type ObjectProperty,
	Visitor,
} from "oxc-parser";
import type { SourceFile } from "./source-file.ts";

/** A call in a source that looks like the definition of a table: a name, then an object of columns. */
export interface SourceTable {
	readonly source: SourceFile;
	readonly call: CallExpression;
	/** The variable that the definition is part of; undefined in an object, an array or a function's result. */
	readonly variable?: string;
	/** The first argument: the SQL name, or what a table creator makes it of. */
	readonly name: string;
	/** The called function as the source writes it: "mysqlTable", "m.mysqlTable", "app.table". */
	readonly callee: string;
	readonly columns: ObjectExpression;
	/** The third argument: keys, indexes and checks. */
	readonly extra?: Argument;
}

/** Everything in a source that looks like a table. */
export function tablesIn(source: SourceFile): readonly SourceTable[] {
	const found: SourceTable[] = [];
	const variables: (string | undefined)[] = [];
	new Visitor({
		VariableDeclarator: ({ id }) => void variables.push(id.type === "Identifier" ? id.name : undefined),
		"VariableDeclarator:exit": () => void variables.pop(),
		CallExpression(call) {
			const [nameArgument, columnsArgument, extra] = call.arguments;
			const name = textOf(nameArgument);
			const columns = objectOf(columnsArgument);
			if (name === undefined || columns === undefined) return;
			const variable = variables.at(-1);
			found.push({
				source,
				call,
				name,
				columns,
				callee: source.text.slice(call.callee.start, call.callee.end),
				...(variable !== undefined ? { variable } : {}),
				...(extra !== undefined ? { extra } : {}),
			});
		},
	}).visit(source.program);
	return found;
}

/** The columns that the source spells out, by their keys; spread ones are not among them. */
export function writtenColumns({ columns }: SourceTable): ReadonlyMap<string, ObjectProperty> {
	return new Map(
		columns.properties.flatMap((property) => {
			const key = property.type === "Property" ? keyOf(property) : undefined;
			return key !== undefined && property.type === "Property" ? [[key, property]] : [];
		}),
	);
}

/** A property's key, where the source gives it as it is. */
export function keyOf({ key, computed }: ObjectProperty): string | undefined {
	if (key.type === "Identifier" && !computed) return key.name;
	return key.type === "Literal" ? String(key.value) : undefined;
}

/** The first call of a chain: `int("id")` of `int("id").notNull().primaryKey()`; undefined where there is no call. */
export function firstCall(expression: Expression): CallExpression | undefined {
	let at: Expression = expression;
	let call: CallExpression | undefined;
	for (;;) {
		if (at.type === "CallExpression") {
			call = at;
			at = at.callee;
		} else if (at.type === "MemberExpression") at = at.object;
		else if (at.type === "TSAsExpression" || at.type === "TSNonNullExpression" || at.type === "TSSatisfiesExpression") {
			at = at.expression;
		} else if (at.type === "ParenthesizedExpression") at = at.expression;
		else return call;
	}
}

/** A text that an argument gives outright. */
export function textOf(argument: Argument | undefined): string | undefined {
	if (argument?.type === "Literal" && typeof argument.value === "string") return argument.value;
	if (argument?.type === "TemplateLiteral" && argument.expressions.length === 0) {
		return argument.quasis[0]?.value.cooked ?? undefined;
	}
	return undefined;
}

/** An object that is given as it is, or made by a function with nothing else in it: `(t) => ({ ... })`. */
function objectOf(argument: Argument | undefined): ObjectExpression | undefined {
	if (argument?.type === "ObjectExpression") return argument;
	if (argument?.type !== "ArrowFunctionExpression" || argument.body === null) return undefined;
	const { body } = argument;
	if (body.type === "ParenthesizedExpression") return objectOf(body.expression);
	if (body.type === "ObjectExpression") return body;
	if (body.type !== "BlockStatement") return undefined;
	const returned = body.body.find((statement) => statement.type === "ReturnStatement");
	return returned?.type === "ReturnStatement" && returned.argument?.type === "ObjectExpression"
		? returned.argument
		: undefined;
}
