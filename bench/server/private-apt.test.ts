import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packagesFamily, privateApt } from "./private-apt.ts";

let folder: string;
let configBefore: string | undefined;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-apt-"));
	configBefore = process.env.APT_CONFIG;
});

afterEach(async () => {
	if (configBefore === undefined) delete process.env.APT_CONFIG;
	else process.env.APT_CONFIG = configBefore;
	await rm(folder, { recursive: true, force: true });
});

/** The system's own settings, which no longer ask for signatures. */
const CARELESS = `
	Acquire::AllowInsecureRepositories "true";
	Acquire::AllowWeakRepositories "true";
	Acquire::AllowDowngradeToInsecureRepositories "true";
	APT::Get::AllowUnauthenticated "true";
	APT::Sandbox::User "root";
`;

const onDebian = (await packagesFamily()) !== undefined;

test.skipIf(!onDebian)("a repository that nobody signed is refused, also where the system would take it", async () => {
	const careless = join(folder, "careless.conf");
	await writeFile(careless, CARELESS);
	process.env.APT_CONFIG = careless;
	const apt = await privateApt(join(folder, "apt"), new AbortController().signal);
	const repository = join(folder, "repository");
	await mkdir(repository);
	await writeFile(join(repository, "Packages"), "");
	const emptyHash = createHash("sha256").digest("hex");
	await writeFile(
		join(repository, "Release"),
		`Date: ${new Date().toUTCString()}\nSHA256:\n ${emptyHash} 0 Packages\n`,
	);
	await writeFile(join(folder, "apt", "sources.list"), `deb file:${repository} ./\n`);
	const refusal = await apt.run("apt-get", "update", "-q", "--error-on=any").then(
		() => "taken",
		(error: Error) => error.message,
	);
	expect(refusal).toContain("is not signed");
	// The same repository with the system's settings: the refusal above is this tool's doing.
	const lists = ["-o", `Dir::State::lists=${join(folder, "apt", "lists")}`, "-o", "Debug::NoLocking=1"];
	const source = [
		"-o",
		`Dir::Etc::sourcelist=${join(folder, "apt", "sources.list")}`,
		"-o",
		"Dir::Etc::sourceparts=/dev/null",
	];
	await execa("apt-get", ["update", "-q", "--error-on=any", ...lists, ...source], { env: { LC_ALL: "C" } });
});
