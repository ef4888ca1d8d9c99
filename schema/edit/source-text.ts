import { type Comment, type Node, type Program, parseSync } from "oxc-parser";
import { EditRefused } from "./request.ts";

/** A parsed module of the application, with what edits need to know of its text. Offsets are those of `text`. */
export interface SourceText {
	/** As messages name it. */
	readonly file: string;
	readonly text: string;
	readonly program: Program;
	readonly comments: readonly Comment[];
	readonly newline: "\n" | "\r\n";
	/** One step of indentation. */
	readonly indent: string;
}

/** @throws EditRefused "syntax-error" with the line of the first error. */
export function readSource(file: string, text: string): SourceText {
	const { program, comments, errors } = parseSync(file, text);
	const [error] = errors;
	if (error !== undefined) {
		const line = lineAt(text, error.labels[0]?.start ?? 0);
		throw new EditRefused({ kind: "syntax-error", file, line, message: error.message });
	}
	return { file, text, program, comments, newline: text.includes("\r\n") ? "\r\n" : "\n", indent: indentStep(text) };
}

/** Line number of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
	return text.slice(0, offset).split("\n").length;
}

/** The smallest indentation that occurs often, or a tab. */
function indentStep(text: string): string {
	const indents = text.match(/^[ \t]+(?=[^\s*])/gm) ?? [];
	if (indents.length === 0 || indents.filter((indent) => indent.startsWith("\t")).length * 2 > indents.length)
		return "\t";
	const widths = indents.filter((indent) => !indent.includes("\t")).map((indent) => indent.length);
	return " ".repeat(Math.min(8, Math.max(1, ...(widths.length === 0 ? [2] : [Math.min(...widths)]))));
}

export function startOfLine(text: string, offset: number): number {
	return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Whether only blanks precede the offset on its line. */
export function startsItsLine(text: string, offset: number): boolean {
	return /^[ \t]*$/.test(text.slice(startOfLine(text, offset), offset));
}

/** The blanks with which the offset's line begins. */
export function indentationAt(text: string, offset: number): string {
	return /^[ \t]*/.exec(text.slice(startOfLine(text, offset)))?.[0] ?? "";
}

/** End of the comments that follow on the same line; the offset itself if there are none. Never beyond `limit`. */
export function endOfLineComments(source: SourceText, offset: number, limit: number): number {
	let end = offset;
	for (;;) {
		const start = end + (/^[ \t]*/.exec(source.text.slice(end))?.[0].length ?? 0);
		const comment = source.comments.find((candidate) => candidate.start === start);
		if (comment === undefined || comment.end > limit) return end;
		end = comment.end;
		if (comment.type === "Line" || comment.value.includes("\n")) return end;
	}
}

/** The next offset at or after `offset` that is neither blank nor within a comment. */
export function nextCode(source: SourceText, offset: number): number {
	let at = offset;
	for (;;) {
		at += /^\s*/.exec(source.text.slice(at))?.[0].length ?? 0;
		const comment = source.comments.find((candidate) => candidate.start === at);
		if (comment === undefined) return at;
		at = comment.end;
	}
}

/** An expression without the parentheses and type notes around it. */
export function bare(node: Node): Node {
	switch (node.type) {
		case "ParenthesizedExpression":
		case "TSAsExpression":
		case "TSSatisfiesExpression":
		case "TSNonNullExpression":
		case "TSTypeAssertion":
			return bare(node.expression);
		default:
			return node;
	}
}
