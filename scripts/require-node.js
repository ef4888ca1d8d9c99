import { enableCompileCache } from "./compile-cache.js";

// Loaded before a command's TypeScript, which an older Node.js cannot even read: JavaScript that any of them runs.
// On x64 Linux the install brings the right Node.js along; elsewhere the machine's own is used.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
	process.stderr.write(
		`index-impact needs Node.js 22.18 or newer; this is ${process.versions.node} on ${process.platform} ${process.arch}.\n` +
			"Install Node.js 24 (https://nodejs.org).\n",
	);
	process.exit(3);
}

enableCompileCache();
