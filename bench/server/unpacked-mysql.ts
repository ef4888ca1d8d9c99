import { access, readdir, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import type { MysqldProgram } from "./mysqld-program.ts";

/** Where the libraries and the loader of an unpacked root may be, whatever the architecture. */
const LIBRARY_PARENTS = ["usr/lib", "lib", "usr/lib64", "lib64"];

/**
 * How to run the mysqld of an unpacked root without installing anything: by the root's own loader with the root's own
 * libraries, so that it does not matter how old this machine's are.
 * @returns undefined when the root holds no complete server.
 */
export async function unpackedMysqld(root: string, version: string): Promise<MysqldProgram | undefined> {
	const mysqld = join(root, "usr/sbin/mysqld");
	const libraries = await libraryFolders(root);
	const loader = await findLoader(libraries);
	if (!loader || !(await exists(mysqld))) return undefined;
	return {
		command: loader,
		leading: [
			"--library-path",
			libraries.join(":"),
			mysqld,
			"--no-defaults",
			`--basedir=${join(root, "usr")}`,
			`--lc-messages-dir=${join(root, "usr/share/mysql")}`,
			`--character-sets-dir=${join(root, "usr/share/mysql/charsets")}`,
		],
		version,
	};
}

async function libraryFolders(root: string): Promise<readonly string[]> {
	const found = new Set<string>();
	for (const parent of LIBRARY_PARENTS) {
		const folder = join(root, parent);
		for (const name of ["", ...(await readdir(folder).catch(() => []))]) {
			const candidate = join(folder, name);
			const files = await readdir(candidate).catch(() => []);
			if (files.some((file) => /^(libc|libstdc\+\+)\.so\.\d/.test(file))) found.add(await realpath(candidate));
		}
	}
	const privateLibraries = join(root, "usr/lib/mysql/private");
	return [...found, ...((await exists(privateLibraries)) ? [privateLibraries] : [])];
}

async function findLoader(folders: readonly string[]): Promise<string | undefined> {
	for (const folder of folders) {
		const file = (await readdir(folder)).find((name) => /^ld-linux.*\.so\.\d+$|^ld64\.so\.\d+$/.test(basename(name)));
		if (file) return join(folder, file);
	}
	return undefined;
}

function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}
