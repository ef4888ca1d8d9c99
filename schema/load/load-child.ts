import { BenchError } from "../../base/errors.ts";
import { loadInProcess } from "./load-in-process.ts";
import type { SchemaAnswer, SchemaRequest } from "./request.ts";

/** Answers one request and ends, whatever connections and timers the application's modules have opened. */
process.once("message", (request: SchemaRequest) => {
	void answer(request).then((said) => process.send?.(said, () => process.exit(0)));
});

async function answer(request: SchemaRequest): Promise<SchemaAnswer> {
	try {
		return { kind: "loaded", loaded: await loadInProcess(request) };
	} catch (error) {
		if (error instanceof BenchError) {
			return { kind: "failed", failure: error.kind, message: error.message, remedy: error.remedy };
		}
		return { kind: "bug", stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}
