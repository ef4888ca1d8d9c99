import { extname } from "node:path";

/**
 * The address of a module beside another one, to start it as a process of its own: TypeScript in this repository,
 * JavaScript in the package made from it.
 * @param address the other module's `import.meta.url`. @param name without its ending.
 */
export function moduleBeside(address: string, name: string): URL {
	return new URL(`./${name}${extname(new URL(address).pathname)}`, address);
}
