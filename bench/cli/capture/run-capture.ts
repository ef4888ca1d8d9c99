import { BenchError } from "../../../base/errors.ts";
import { displayPath, requireWritable } from "../../../base/paths.ts";
import { connector } from "../../../mysql/connect.ts";
import { explainConnectionFailure } from "../../../mysql/connection-failure.ts";
import { isFromServer } from "../../../mysql/errors.ts";
import { parseServerUrl } from "../../../mysql/server-url.ts";
import { leaksOf, readBundle, writeBundle } from "../../capture/bundle-file.ts";
import { capture } from "../../capture/capture.ts";
import { captureWords, checkWords, planWords } from "../../capture/words.ts";
import type { CAPTURE_FLAGS } from "../flags/capture-flags.ts";
import type { Values } from "../flags/flag.ts";
import type { CommandContext } from "../program.ts";

/** Captures a database into a file. @returns the exit code. @throws BenchError */
export async function runCapture(
	flags: Values<typeof CAPTURE_FLAGS>,
	{ signal }: Pick<CommandContext, "signal">,
): Promise<number> {
	if (flags.url === undefined) throw new BenchError("usage", "No database is named.", `Add --url ${FORM}.`);
	const { address, database } = parseServerUrl(flags.url, flags.tlsCa);
	if (database === undefined) throw new BenchError("usage", "The URL names no database.", `Write it as ${FORM}.`);
	await requireWritable([{ flag: "--out", path: flags.out, kind: "file" }]);
	const { seconds, rows } = flags;
	// With --json, standard output is for the document alone.
	const announce = (text: string) => (flags.json ? process.stderr : process.stdout).write(text);
	const bundle = await capture({
		connect: connector(address),
		database,
		seconds,
		rows,
		signal,
		now: new Date(),
		announce: (plan) => announce(planWords(plan, seconds, rows)),
	}).catch((error: unknown) => {
		throw isFromServer(error) ? explainConnectionFailure(error, address) : error;
	});
	await writeBundle(flags.out, bundle);
	const file = displayPath(flags.out);
	const { cost, unknown } = bundle;
	process.stdout.write(flags.json ? `${JSON.stringify({ file, cost, unknown })}\n` : captureWords(bundle, file));
	if (signal.aborted) return 130;
	return unknown.some(({ kind }) => kind === "lost") ? 4 : 0;
}

const FORM = "mysql://user:password@host:port/database";

/** Says whether a bundle may leave. @returns 0 when it may, else 1. @throws BenchError */
export async function runCheck(path: string, json: boolean): Promise<number> {
	const leaks = leaksOf(await readBundle(path));
	const file = displayPath(path);
	process.stdout.write(json ? `${JSON.stringify({ file, leaks })}\n` : checkWords(file, leaks));
	return leaks.length === 0 ? 0 : 1;
}
