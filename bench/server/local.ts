import { BenchError } from "../../base/errors.ts";
import { findExecutable } from "../../base/executable.ts";
import { isSupported, mariadbRefusal, OLDEST_MYSQL } from "../../mysql/supported-version.ts";
import { mysqldVersion } from "./mysqld-program.ts";
import { startOwnedServer } from "./owned-server.ts";
import { createRunFolder } from "./run-folder.ts";
import type { ServerProvider } from "./server.ts";

type Found =
	| { readonly usable: true; readonly command: string; readonly version: string; readonly reason: string }
	| { readonly usable: false; readonly reason: string; readonly remedy: string };

const INSTALL = `Install MySQL ${OLDEST_MYSQL} or newer so that \`mysqld --version\` answers, or choose another --server.`;

/** A mysqld that is installed on this machine, run on a data directory of the tool's own. */
export const localProvider: ServerProvider = {
	source: "local",

	async probe() {
		const { usable, reason } = await findMysqld();
		return { source: "local", usable, reason };
	},

	async start(request) {
		const found = await findMysqld();
		if (!found.usable) throw new BenchError("environment", `No usable mysqld on PATH: ${found.reason}.`, found.remedy);
		const folder = await createRunFolder(request.cacheFolder);
		const program = { command: found.command, leading: ["--no-defaults"], version: found.version };
		return startOwnedServer({ request, folder, program, source: "local", why: found.reason });
	},
};

/** Servers are often kept off the PATH of ordinary users. */
const ALSO = ["/usr/sbin", "/usr/local/sbin", "/usr/libexec"];

async function findMysqld(): Promise<Found> {
	const path = [process.env.PATH ?? "", ...ALSO].join(":");
	const command = (await findExecutable("mysqld", path)) ?? (await findExecutable("mariadbd", path));
	if (!command) return { usable: false, reason: "there is no mysqld on PATH", remedy: INSTALL };
	const found = await mysqldVersion({ command, leading: [] });
	if (!found) return { usable: false, reason: `${command} does not tell its version`, remedy: INSTALL };
	if (found.mariadb)
		return { usable: false, reason: `${command} is ${mariadbRefusal(found.version)}`, remedy: INSTALL };
	if (!isSupported(found.version)) {
		return {
			usable: false,
			reason: `${command} is MySQL ${found.version}, older than ${OLDEST_MYSQL}`,
			remedy: INSTALL,
		};
	}
	return { usable: true, command, version: found.version, reason: `MySQL ${found.version} from ${command}` };
}
