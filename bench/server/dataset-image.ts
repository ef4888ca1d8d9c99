import { createHash } from "node:crypto";
import { type ContainerRuntimeClient, ImageName } from "testcontainers";
import { messageOf } from "../../base/errors.ts";
import { RUN_LABEL } from "./container-engine.ts";
import { forgetImageUse, imageUsedAt } from "./image-use.ts";
import { beyondLimit, type KeptDataset } from "./kept-dataset.ts";

const REPOSITORY = "index-impact-dataset";
const DATASET_LABEL = "index-impact.dataset";
const TITLE_LABEL = "index-impact.title";
const MONTH_MS = 30 * 24 * 3600 * 1000;

/**
 * The local image that a dataset is kept in. Named after the dataset and the very image it was made with, by content:
 * when a tag moves on to a newer server, the dataset is made anew.
 */
export async function datasetImage(engine: ContainerRuntimeClient, image: string, datasetKey: string): Promise<string> {
	const { Id } = await engine.image.inspect(ImageName.fromString(image));
	const hash = createHash("sha256").update(`${datasetKey} ${Id}`).digest("hex").slice(0, 16);
	return `${REPOSITORY}:${hash}`;
}

/** Whether the engine holds the image at this moment; the library's own answer is cached. */
export async function hasImage(engine: ContainerRuntimeClient, image: string): Promise<boolean> {
	return engine.container.dockerode
		.getImage(image)
		.inspect()
		.then(
			() => true,
			() => false,
		);
}

/** Keeps a stopped container's file system as an image, free of the labels by which containers of runs are swept. */
export async function commitDataset(
	engine: ContainerRuntimeClient,
	id: string,
	image: string,
	title: string,
): Promise<void> {
	const [repo = "", tag = ""] = image.split(":");
	const labels = [
		`${RUN_LABEL}=`,
		"org.testcontainers=",
		"org.testcontainers.session-id=",
		`${DATASET_LABEL}=${tag}`,
		`${TITLE_LABEL}=${JSON.stringify(title)}`,
	];
	const secrets = ["MYSQL_ROOT_PASSWORD=", "MYSQL_PASSWORD="];
	await engine.container.commit(engine.container.getById(id), {
		repo,
		tag,
		changes: [...labels.map((label) => `LABEL ${label}`), ...secrets.map((name) => `ENV ${name}`)].join("\n"),
	});
}

/** Kept datasets of this engine, with what each adds to the image it was made from. */
export async function listDatasetImages(
	engine: ContainerRuntimeClient,
	cacheFolder: string,
): Promise<readonly KeptDataset[]> {
	const { dockerode } = engine.container;
	const images = await dockerode.listImages({ filters: { label: [DATASET_LABEL] } });
	return Promise.all(
		images.map(async ({ Id, Labels, RepoTags, Created }) => {
			const [newest] = await dockerode.getImage(Id).history();
			const id = RepoTags?.find(isDatasetTag) ?? Id;
			const used = (await imageUsedAt(cacheFolder, id))?.getTime() ?? 0;
			return {
				id,
				title: Labels?.[TITLE_LABEL] || "unknown",
				bytes: Number(newest?.Size ?? 0),
				// One that was loaded from a file may be older than its last use, and one of another cache folder younger.
				usedAt: new Date(Math.max(used, Created * 1000)),
				place: "image" as const,
			};
		}),
	);
}

/** Removes one kept dataset of this engine; one that a container uses stays. */
export async function removeDatasetImage(
	engine: ContainerRuntimeClient,
	cacheFolder: string,
	id: string,
): Promise<void> {
	await engine.container.dockerode.getImage(id).remove({ force: false });
	await forgetImageUse(cacheFolder, id);
}

/** What is to become of the datasets that an engine keeps. */
export interface Forgetting {
	/** Tag of one that is of no use. */
	readonly useless?: string;
	/** The images together take no more than so many bytes. */
	readonly limitBytes?: number;
	/** Tag of the one that must stay, whatever its size. */
	readonly keep?: string;
}

/**
 * Removes kept datasets: one that is of no use, those not used for a month, and the least recently used until the rest
 * fits. Images in use stay.
 */
export async function forgetDatasets(
	engine: ContainerRuntimeClient,
	cacheFolder: string,
	{ useless, limitBytes = Number.POSITIVE_INFINITY, keep }: Forgetting,
): Promise<void> {
	const kept = await listDatasetImages(engine, cacheFolder);
	const monthAgo = Date.now() - MONTH_MS;
	// An untagged one was replaced by a newer copy of the same dataset.
	const lapsed = kept.filter(({ id, usedAt }) => id === useless || !isDatasetTag(id) || usedAt.getTime() < monthAgo);
	const rest = kept.filter((dataset) => !lapsed.includes(dataset));
	for (const { id } of [...lapsed, ...beyondLimit(rest, limitBytes, keep)]) {
		await removeDatasetImage(engine, cacheFolder, id).catch((error: unknown) => {
			if (!/conflict|in use|being used|no such image/i.test(messageOf(error))) throw error;
		});
	}
}

function isDatasetTag(tag: string): boolean {
	return tag.startsWith(`${REPOSITORY}:`);
}
