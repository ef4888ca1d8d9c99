import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

// A process started here would make every run of the quick tests slow, for everyone and unseen.
function refuse(): never {
	throw new Error("Tests of the project unit start no process: PARTS in vitest.config.ts tells where those belong.");
}
Object.assign(childProcess, {
	spawn: refuse,
	spawnSync: refuse,
	fork: refuse,
	exec: refuse,
	execSync: refuse,
	execFile: refuse,
	execFileSync: refuse,
});
syncBuiltinESMExports();
