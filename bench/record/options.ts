import { z } from "zod";

/**
 * What a run was asked, by flag: `{ "scale": "smoke", "countersOnly": true }`. Only what is not as by default, and never a
 * credential.
 */
export const optionsSchema = z.record(z.string(), z.json());

export type RunOptions = Readonly<z.infer<typeof optionsSchema>>;

/** The command that asks the same again, as one types it. */
export function commandText(options: RunOptions): string {
	const words = Object.entries(options).flatMap(([key, value]) => {
		const flag = `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
		return [value].flat().map((one) => (one === true ? flag : `${flag} ${shellWord(String(one))}`));
	});
	return ["index-impact bench", ...words].join(" ");
}

/** A word as a shell takes it for itself; quoted where it must be. */
export function shellWord(word: string): string {
	return /^[\w./,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
