import { open, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { crc32 } from "node:zlib";
import { z } from "zod";
import type { ByteWork } from "./byte-work.ts";

const MANIFEST_FILE = "index-impact-manifest.json";
const READ_BYTES = 4 * 1024 * 1024;

const manifestSchema = z.object({
	format: z.literal(1),
	/** Dataset and server version, as the folder is named. */
	dataset: z.string(),
	files: z.record(z.string(), z.object({ bytes: z.int(), crc32: z.int() })),
});

type Manifest = z.infer<typeof manifestSchema>;

/** What is kept of a data directory, to the byte. @param includes whether a file of that path below the folder is kept. */
export async function takeManifest(
	folder: string,
	dataset: string,
	includes: (path: string) => boolean,
	work: ByteWork,
): Promise<Manifest> {
	const files: Manifest["files"] = {};
	for (const path of await filesBelow(folder)) {
		if (!includes(path)) continue;
		const { size } = await stat(join(folder, path));
		files[path] = { bytes: size, crc32: await crcOf(join(folder, path), work) };
	}
	return { format: 1, dataset, files };
}

/** Whether a path below a kept data directory is the manifest's own. */
export function isManifest(path: string): boolean {
	return path === MANIFEST_FILE;
}

/** Leaves the manifest in a copy of the data directory; mysqld passes over files it does not know. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
	await writeFile(join(folder, MANIFEST_FILE), JSON.stringify(manifest), { mode: 0o600 });
}

/**
 * Compares a copy of a kept data directory with its manifest, byte for byte: about half a second per gigabyte.
 * @param ignored files that are no part of the data.
 * @returns what is wrong with it, or undefined when it is what was kept.
 */
export async function findDamage(
	folder: string,
	dataset: string,
	ignored: (path: string) => boolean,
	work: ByteWork,
): Promise<string | undefined> {
	const manifest = await readManifest(folder);
	if (manifest === undefined) return "nothing says what it should hold";
	if (manifest.dataset !== dataset) return `it holds ${manifest.dataset}`;
	const expected = new Map(Object.entries(manifest.files));
	for (const path of await filesBelow(folder)) {
		if (ignored(path)) continue;
		const facts = expected.get(path);
		if (facts === undefined) return `${path} does not belong to it`;
		expected.delete(path);
		const { size } = await stat(join(folder, path));
		if (size !== facts.bytes) return `${path} has ${size} bytes of ${facts.bytes}`;
		if ((await crcOf(join(folder, path), work)) !== facts.crc32) return `${path} has changed`;
	}
	const [missing] = expected.keys();
	return missing === undefined ? undefined : `${missing} is missing`;
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
	try {
		return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), "utf8")));
	} catch {
		// None, or none of this make.
		return undefined;
	}
}

async function filesBelow(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => !entry.isDirectory())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
		.sort();
}

async function crcOf(path: string, work: ByteWork): Promise<number> {
	const file = await open(path, "r");
	try {
		const buffer = Buffer.allocUnsafe(READ_BYTES);
		let crc = 0;
		for (;;) {
			const { bytesRead } = await file.read(buffer, 0, READ_BYTES);
			work.advance(bytesRead);
			if (bytesRead === 0) return crc;
			crc = crc32(buffer.subarray(0, bytesRead), crc);
		}
	} finally {
		await file.close();
	}
}
