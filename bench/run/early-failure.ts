import { BenchError } from "../../base/errors.ts";
import { isFromServer } from "../../mysql/errors.ts";

/**
 * What a server's failure means before there is a record: nothing is measured yet, so there is nothing to resume. Other
 * mistakes of the user, and bugs, stay what they are.
 * @param what begins the sentence: "MySQL did not tell its variables".
 */
export function earlyFailure(error: unknown, what: string): unknown {
	const isServers = error instanceof BenchError ? error.kind === "measurement" : isFromServer(error);
	if (!isServers || !(error instanceof Error)) return error;
	return new BenchError(
		"environment",
		`${what}: ${error.message.replace(/\.$/, "")}.`,
		"See that the server is up and that the user may make tables there, then run again.",
		{ cause: error },
	);
}
