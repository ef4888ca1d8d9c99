import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** The first executable file of that name on PATH. */
export async function findExecutable(name: string, path = process.env.PATH ?? ""): Promise<string | undefined> {
	for (const folder of path.split(delimiter)) {
		const file = join(folder, name);
		const usable = await access(file, constants.X_OK).then(
			async () => folder !== "" && (await stat(file)).isFile(),
			() => false,
		);
		if (usable) return file;
	}
	return undefined;
}
