import { BenchError } from "../../base/errors.ts";
import { HOW_TO_GET_MYSQL } from "../../mysql/supported-version.ts";
import { containerProvider } from "./container.ts";
import { localProvider } from "./local.ts";
import { packagesProvider } from "./packages.ts";
import { interrupted } from "./readiness.ts";
import type { Availability, Server, ServerProvider, ServerRequest, ServerSource } from "./server.ts";
import { urlProvider } from "./url.ts";

const PROVIDERS: Readonly<Record<ServerSource, ServerProvider>> = {
	url: urlProvider,
	container: containerProvider,
	local: localProvider,
	packages: packagesProvider,
};

/** What `auto` tries, in this order, when no URL is given. */
export const AUTO_ORDER: readonly ServerSource[] = ["container", "local", "packages"];

export type ProbeRequest = Parameters<ServerProvider["probe"]>[0];

/** What every source says of itself, in the order of `auto`; starts nothing. */
export function probeAll(request: ProbeRequest): Promise<readonly Availability[]> {
	return Promise.all((["url", ...AUTO_ORDER] as const).map((source) => PROVIDERS[source].probe(request)));
}

/**
 * A running MySQL from the source, or for "auto" from the URL if one is given, else from the first source that works.
 * @throws BenchError "environment" when there is none, "usage" for an unusable URL, "interrupted" on abort.
 */
export async function openServer(source: "auto" | ServerSource, request: ServerRequest): Promise<Server> {
	if (request.signal.aborted) throw interrupted();
	if (source !== "auto") return PROVIDERS[source].start(request);
	// A URL is an order: a run that quietly went elsewhere would answer for the wrong server.
	if (request.url !== undefined) return urlProvider.start(request);
	const passedOver: string[] = [];
	for (const candidate of AUTO_ORDER) {
		const server = await tryProvider(PROVIDERS[candidate], request, passedOver);
		if (server) return server;
	}
	throw new BenchError("environment", `No MySQL can be had here: ${passedOver.join("; ")}.`, HOW_TO_GET_MYSQL);
}

/** Notes in `passedOver` why it was not to be. */
async function tryProvider(
	provider: ServerProvider,
	request: ServerRequest,
	passedOver: string[],
): Promise<Server | undefined> {
	const { usable, reason } = await provider.probe(request);
	if (!usable) {
		passedOver.push(`${provider.source}: ${reason}`);
		return undefined;
	}
	try {
		const server = await provider.start(request);
		const why = passedOver.length === 0 ? server.why : `${server.why} (not ${passedOver.join("; not ")})`;
		return { ...server, why };
	} catch (error) {
		if (!(error instanceof BenchError) || error.kind !== "environment") throw error;
		request.progress.notice(`${error.message} Trying the next source of MySQL.`);
		passedOver.push(`${provider.source}: ${error.message.split("\n")[0]}`);
		return undefined;
	}
}
