import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BenchError } from "../../base/errors.ts";
import { runProgram } from "../../base/run-program.ts";
import { HOW_TO_GET_MYSQL } from "../../mysql/supported-version.ts";

/** An apt of its own: reads the system's mirror, proxy and keys, writes only below `folder`. */
export interface PrivateApt {
	readonly folder: string;
	/** Runs one of apt's programs with the private configuration and returns its standard output. */
	run(program: "apt-get" | "apt-cache", ...parameters: readonly string[]): Promise<string>;
}

interface Suite {
	readonly uri: string;
	readonly name: string;
	readonly components: string;
	readonly keyring: string;
}

const KEYRINGS = {
	debian: ["/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp"],
	ubuntu: ["/usr/share/keyrings/ubuntu-archive-keyring.gpg"],
};

/** For each of apt's programs: a download that takes longer is stuck. */
export const APT_LIMIT_MS = 10 * 60_000;

const limits = (signal: AbortSignal) =>
	({ cancelSignal: signal, timeout: APT_LIMIT_MS, forceKillAfterDelay: 5000 }) as const;

/** The distribution family whose packages hold MySQL, or undefined when this machine is of another kind. */
export async function packagesFamily(): Promise<"debian" | "ubuntu" | undefined> {
	const text = await readFile("/etc/os-release", "utf8").catch(() => "");
	const words = [...text.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].flatMap((m) =>
		(m[1] ?? "").replaceAll('"', "").split(" "),
	);
	return words.includes("ubuntu") ? "ubuntu" : words.includes("debian") ? "debian" : undefined;
}

/**
 * Sets up an apt whose lists, cache and (empty) list of installed packages are below `folder`.
 * apt still checks every signature against the distribution's own keyring.
 */
export async function privateApt(folder: string, signal: AbortSignal): Promise<PrivateApt> {
	const configuration = join(folder, "apt.conf");
	await Promise.all([
		mkdir(join(folder, "lists", "partial"), { recursive: true }),
		mkdir(join(folder, "cache", "archives", "partial"), { recursive: true }),
	]);
	await writeFile(join(folder, "status"), "");
	const { stdout: architecture } = await runProgram("dpkg", ["--print-architecture"], limits(signal));
	const lines = (await suites(signal)).map((suite) => sourceLine(architecture, suite));
	await writeFile(join(folder, "sources.list"), lines.join(""));
	await writeFile(configuration, await privateConfiguration(folder, signal));
	return {
		folder,
		run: async (program, ...parameters) => {
			const { stdout } = await runProgram(program, parameters, {
				env: { APT_CONFIG: configuration, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
				...limits(signal),
				stdin: "ignore",
			});
			return stdout;
		},
	};
}

/** Without `trusted`, so that the suite's signature decides. */
function sourceLine(architecture: string, { uri, name, components, keyring }: Suite): string {
	return `deb [arch=${architecture} signed-by=${keyring}] ${uri} ${name} ${components}\n`;
}

/** The suites to look in, at the mirror this machine is set up with. Debian has MySQL in unstable only. */
async function suites(signal: AbortSignal): Promise<readonly Suite[]> {
	const family = await packagesFamily();
	const keyring = family && (await firstReadable(KEYRINGS[family]));
	if (!family || !keyring) {
		throw new BenchError(
			"environment",
			"This system's packages hold no MySQL: it is neither Debian nor Ubuntu, or its archive keyring is missing.",
			HOW_TO_GET_MYSQL,
		);
	}
	const { stdout } = await runProgram(
		"apt-get",
		["indextargets", "--format", "$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)", "Created-By: Packages"],
		limits(signal),
	);
	const targets = stdout
		.split("\n")
		.map((line) => line.split("\t"))
		.map(([uri = "", release = "", component = ""]) => ({ uri, release, component }))
		.filter(({ component }) => component === "main");
	if (family === "ubuntu") {
		return targets.map(({ uri, release }) => ({ uri, name: release, components: "main universe", keyring }));
	}
	const mirror = targets.find(({ uri, release }) => !/security/.test(uri + release));
	if (!mirror) {
		throw new BenchError(
			"environment",
			"apt knows no mirror of the distribution on this machine.",
			`Add one to /etc/apt/sources.list.d. Else: ${HOW_TO_GET_MYSQL}`,
		);
	}
	return [{ uri: mirror.uri, name: "sid", components: "main", keyring }];
}

async function firstReadable(files: readonly string[]): Promise<string | undefined> {
	for (const file of files) {
		if (
			await access(file).then(
				() => true,
				() => false,
			)
		)
			return file;
	}
	return undefined;
}

/**
 * The system's own settings (proxies, time-outs, credentials files) without its hooks, which would act on the system,
 * and with every writable place moved below `folder`.
 */
async function privateConfiguration(folder: string, signal: AbortSignal): Promise<string> {
	const { stdout } = await runProgram("apt-config", ["dump"], limits(signal));
	const kept = stdout
		.split("\n")
		.filter(
			(line) =>
				!/Invoke|^(Acquire::gpgv|APT::Key|APT::Authentication)\b|^Dir(::State|::Cache|::Log|::Etc::(parts|main|source|pref))?[:\s]|^APT::(Sandbox|Default-Release)|^Acquire::Languages/i.test(
					line,
				),
		);
	const own = {
		"Dir::Etc::main": "/dev/null",
		"Dir::Etc::parts": "/dev/null",
		"Dir::Etc::sourcelist": join(folder, "sources.list"),
		"Dir::Etc::sourceparts": "/dev/null",
		"Dir::Etc::preferences": "/dev/null",
		"Dir::Etc::preferencesparts": "/dev/null",
		"Dir::State::lists": join(folder, "lists"),
		"Dir::State::status": join(folder, "status"),
		"Dir::State::extended_states": join(folder, "extended_states"),
		"Dir::Cache": join(folder, "cache"),
		"Dir::Log": folder,
		"Debug::NoLocking": "1",
		"APT::Sandbox::User": "",
		"APT::Install-Recommends": "false",
		"Acquire::Languages": "none",
		"Acquire::Retries": "2",
		// Whatever the system permits itself: nothing is unpacked here that the distribution has not signed.
		"Acquire::AllowInsecureRepositories": "false",
		"Acquire::AllowWeakRepositories": "false",
		"Acquire::AllowDowngradeToInsecureRepositories": "false",
		"APT::Get::AllowUnauthenticated": "false",
		"APT::Get::Force-Yes": "false",
	};
	return [...kept, ...Object.entries(own).map(([key, value]) => `${key} "${value}";`), ""].join("\n");
}
