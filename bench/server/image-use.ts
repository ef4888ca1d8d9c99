import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** An engine tells when an image was made, not when it was last used: a file per image in the cache folder does. */
function noteOf(cacheFolder: string, image: string): string {
	return join(cacheFolder, "images", image.replaceAll(/[^\w.-]/g, "_"));
}

/** Notes that a run uses the image now. What cannot be noted, on a full disk for example, costs at most a new seeding. */
export async function noteImageUse(cacheFolder: string, image: string): Promise<void> {
	try {
		await mkdir(join(cacheFolder, "images"), { recursive: true, mode: 0o700 });
		await writeFile(noteOf(cacheFolder, image), `${image}\n`, { mode: 0o600 });
	} catch {
		// Then it counts as used when it was made.
	}
}

/** When a run with this cache folder last used the image; undefined when none did. */
export function imageUsedAt(cacheFolder: string, image: string): Promise<Date | undefined> {
	return stat(noteOf(cacheFolder, image)).then(
		({ mtime }) => mtime,
		() => undefined,
	);
}

/** For an image that is gone. */
export async function forgetImageUse(cacheFolder: string, image: string): Promise<void> {
	await rm(noteOf(cacheFolder, image), { force: true });
}
