import { createHash } from "node:crypto";
import { type ContainerRuntimeClient, ImageName } from "testcontainers";
import { messageOf } from "../../seed/errors.ts";
import { RUN_LABEL } from "./container-engine.ts";
import type { KeptDataset } from "./kept-dataset.ts";

const REPOSITORY = "index-impact-dataset";
const DATASET_LABEL = "index-impact.dataset";
const TITLE_LABEL = "index-impact.title";
const MONTH_SECONDS = 30 * 24 * 3600;

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
export async function listDatasetImages(engine: ContainerRuntimeClient): Promise<readonly KeptDataset[]> {
	const { dockerode } = engine.container;
	const images = await dockerode.listImages({ filters: { label: [DATASET_LABEL] } });
	return Promise.all(
		images.map(async ({ Id, Labels, RepoTags, Created }) => {
			const [newest] = await dockerode.getImage(Id).history();
			return {
				id: RepoTags?.[0] ?? Id,
				title: Labels?.[TITLE_LABEL] || "unknown",
				bytes: Number(newest?.Size ?? 0),
				usedAt: new Date(Created * 1000),
				place: "image" as const,
			};
		}),
	);
}

/** Removes one kept dataset of this engine; one that a container uses stays. */
export async function removeDatasetImage(engine: ContainerRuntimeClient, id: string): Promise<void> {
	await engine.container.dockerode.getImage(id).remove({ force: false });
}

/** Removes a kept dataset that is of no use, and those that are a month old. Images in use stay. */
export async function forgetDatasets(engine: ContainerRuntimeClient, useless?: string): Promise<void> {
	const { dockerode } = engine.container;
	const images = await dockerode.listImages({ filters: { label: [DATASET_LABEL] } });
	for (const { Id, RepoTags, Created } of images) {
		const old = Date.now() / 1000 - Created > MONTH_SECONDS;
		// An untagged one was replaced by a newer copy of the same dataset.
		const replaced = !RepoTags?.some((tag) => tag.startsWith(`${REPOSITORY}:`));
		if (!old && !replaced && !(useless && RepoTags?.includes(useless))) continue;
		await dockerode
			.getImage(Id)
			.remove({ force: false })
			.catch((error: unknown) => {
				if (!/conflict|in use|being used|no such image/i.test(messageOf(error))) throw error;
			});
	}
}
