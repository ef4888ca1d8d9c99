/** What went wrong, as the exit codes of the commands tell it apart. */
export type FailureKind = "usage" | "environment" | "measurement" | "interrupted";

const EXIT_CODES: Record<FailureKind, number> = { usage: 2, environment: 3, measurement: 4, interrupted: 130 };

/**
 * A failure that the user can act on: one sentence saying what is wrong, one saying the remedy.
 * Anything else that is thrown is a bug and is shown with its stack.
 * It lives in the lowest layer because every layer throws it.
 */
export class BenchError extends Error {
	readonly kind: FailureKind;
	readonly remedy: string;

	constructor(kind: FailureKind, message: string, remedy: string, options?: { cause?: unknown }) {
		super(message, options);
		this.name = "BenchError";
		this.kind = kind;
		this.remedy = remedy;
	}

	/** The exit code of the command that this failure ends. */
	get exitCode(): number {
		return EXIT_CODES[this.kind];
	}
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The code of a driver's or the system's error, "" when it has none. */
export function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : "";
}
