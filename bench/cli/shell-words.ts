/** A word that a shell takes for itself; quoted where it must be. */
export function shellWord(word: string): string {
	return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The words of a command that was put together with `shellWord`. */
export function wordsOf(command: string): readonly string[] {
	return [...command.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
		word.replaceAll(
			/'([^']*)'|\\(.)/g,
			(_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? "",
		),
	);
}
