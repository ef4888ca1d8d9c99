import { type ContainerRuntimeClient, getContainerRuntimeClient, ImageName } from "testcontainers";
import { withTimeout } from "../../base/abortable.ts";
import { messageOf } from "../../base/errors.ts";
import { ownerOf, stateOf } from "../../base/run-owner.ts";

/** Names the run that a container belongs to; see run-owner.ts. */
export const RUN_LABEL = "index-impact.run";

/** For one request to the engine. */
const REQUEST_LIMIT_MS = 60_000;
const WEEK_SECONDS = 7 * 24 * 3600;
const NETWORK_FAILURE =
	/no such host|dial tcp|timeout|timed out|connection refused|network is unreachable|no route|server misbehaving|TLS|EOF|proxyconnect/i;

/** The engine that Testcontainers finds. @returns undefined when none answers within the limit. */
export function findEngine(limitMs = 5000): Promise<ContainerRuntimeClient | undefined> {
	return withTimeout(getContainerRuntimeClient(), limitMs).catch(() => undefined);
}

/** Why the image cannot be had, or undefined when it is there or may well be pulled. Pulls nothing. */
export async function imageHindrance(engine: ContainerRuntimeClient, image: string): Promise<string | undefined> {
	if (await engine.image.exists(ImageName.fromString(image))) return undefined;
	const { dockerode } = engine.container;
	try {
		const { RegistryConfig } = await withTimeout(dockerode.info(), 3000);
		// A mirror may have what the registry itself cannot be asked for.
		if (RegistryConfig?.Mirrors?.length > 0) return undefined;
		await withTimeout(dockerode.getImage(image).distribution(), 5000);
		return undefined;
	} catch (error) {
		const text = messageOf(error);
		return NETWORK_FAILURE.test(text) ? `the image ${image} is not here and its registry cannot be reached` : undefined;
	}
}

/** Removes the containers of runs that were killed; those of live runs and of other machines on this engine stay. */
export async function sweepContainers(engine: ContainerRuntimeClient): Promise<number> {
	const mine = await listContainers(engine, RUN_LABEL);
	let removed = 0;
	for (const { Id, Labels, Created } of mine) {
		const owner = ownerOf(Labels[RUN_LABEL] ?? "");
		const state = owner ? stateOf(owner) : "elsewhere";
		const old = Date.now() / 1000 - Created > WEEK_SECONDS;
		if (state === "dead" || (state === "elsewhere" && old)) {
			await removeContainer(engine, Id);
			removed++;
		}
	}
	return removed;
}

/** Removes whatever containers the run has, in whatever state. */
export async function removeContainersOf(engine: ContainerRuntimeClient, run: string): Promise<void> {
	for (const { Id } of await listContainers(engine, `${RUN_LABEL}=${run}`)) await removeContainer(engine, Id);
}

function listContainers(engine: ContainerRuntimeClient, label: string) {
	const listing = engine.container.dockerode.listContainers({ all: true, filters: { label: [label] } });
	return withTimeout(listing, REQUEST_LIMIT_MS, "The container engine did not list its containers");
}

/** Ends it at once and removes it with its volumes; that it is gone already is fine. */
async function removeContainer(engine: ContainerRuntimeClient, id: string): Promise<void> {
	const removing = engine.container.dockerode
		.getContainer(id)
		.remove({ force: true, v: true })
		.catch((error: unknown) => {
			if (!/no such container|already in progress/i.test(messageOf(error))) throw error;
		});
	await withTimeout(removing, REQUEST_LIMIT_MS, "The container engine did not remove a container");
}
