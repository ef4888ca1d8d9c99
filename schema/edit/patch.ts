import { createTwoFilesPatch } from "diff";
import type { EditedFile } from "./plan-edits.ts";

/** The plan as a patch that `git apply` takes. */
export function unifiedPatch(files: readonly EditedFile[]): string {
	return files
		.map(({ file, before, after }) => {
			const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
			return patch.replace(/^=+\n/, "");
		})
		.join("");
}
