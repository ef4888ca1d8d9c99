import { BenchError } from "../../../base/errors.ts";
import { runProgram } from "../../../base/run-program.ts";

/** The git repository around a folder. */
export class Repository {
	readonly #folder: string;

	private constructor(folder: string) {
		this.#folder = folder;
	}

	/** Undefined where there is no git, or the folder is in no repository. */
	static async around(folder: string): Promise<Repository | undefined> {
		const repository = new Repository(folder);
		const found = await repository.#git(["rev-parse", "--is-inside-work-tree"]).catch(() => undefined);
		return found?.exitCode === 0 ? repository : undefined;
	}

	/** @throws BenchError kind "usage" where tracked files have changes that are not committed. */
	async refuseDirty(): Promise<void> {
		const { stdout } = await this.#git(["status", "--porcelain", "--untracked-files=no", "--", "."]);
		const changed = `${stdout}`.split("\n").filter((line) => line !== "");
		if (changed.length === 0) return;
		const names = changed.slice(0, 5).map((line) => line.slice(3));
		throw new BenchError(
			"usage",
			`The work tree has changes that are not committed: ${names.join(", ")}${changed.length > 5 ? ", …" : ""}.`,
			"Commit or stash them, or pass --allow-dirty.",
		);
	}

	/** @throws BenchError kind "usage" where the name is taken or none. */
	async refuseBranch(name: string): Promise<void> {
		const valid = await this.#git(["check-ref-format", "--branch", name]);
		if (valid.exitCode !== 0) {
			throw new BenchError("usage", `"${name}" is no name of a branch.`, "Choose letters, digits, - and /.");
		}
		const taken = await this.#git(["rev-parse", "--verify", "--quiet", `refs/heads/${name}`]);
		if (taken.exitCode !== 0) return;
		throw new BenchError("usage", `There is a branch ${name} already.`, "Choose another name.");
	}

	/**
	 * Commits these files, and no others, on a new branch.
	 * @throws BenchError kind "usage" with what git said; the files stay as they are.
	 */
	async commit(branch: string, files: readonly string[], message: string): Promise<void> {
		await this.#must(["switch", "--quiet", "--create", branch]);
		await this.#must(["add", "--", ...files]);
		await this.#must(["commit", "--quiet", "--message", message, "--only", "--", ...files]);
	}

	async #must(parameters: readonly string[]): Promise<void> {
		const { exitCode, stderr, stdout } = await this.#git(parameters);
		if (exitCode === 0) return;
		const said = `${stderr}`.trim() || `${stdout}`.trim();
		throw new BenchError(
			"usage",
			`The files are written, but git ${parameters[0]} failed: ${said.split("\n")[0]}`,
			"Commit them by hand.",
		);
	}

	#git(parameters: readonly string[]) {
		return runProgram("git", parameters, { cwd: this.#folder, reject: false, stdin: "ignore" });
	}
}
