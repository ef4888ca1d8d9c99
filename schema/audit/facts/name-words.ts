/** The words of a name in any casing, in lower case: "batchLocations" and "batch_locations" give the same. */
export function wordsOf(name: string): readonly string[] {
	return name
		.replace(/([a-z0-9])([A-Z])/g, "$1_$2")
		.replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
		.toLowerCase()
		.split(/[^\p{L}0-9]+/u)
		.filter((word) => word !== "");
}

/** Names come up once per pair of tables, so each is taken apart once. */
const plainNames = new Map<string, string>();

/** One form for all casings of a name. */
export function plainName(name: string): string {
	const known = plainNames.get(name);
	if (known !== undefined) return known;
	const plain = wordsOf(name).join("_");
	plainNames.set(name, plain);
	return plain;
}

/** An English noun's singular, well enough to find the table of a column: "categories" gives "category". */
export function singular(word: string): string {
	if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
	if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
	if (/(?:ses|xes|zes|ches|shes)$/.test(word)) return word.slice(0, -2);
	return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** A name with its last word in the singular, in one form for all casings. */
export function singularName(name: string): string {
	const words = wordsOf(name);
	return [...words.slice(0, -1), ...words.slice(-1).map(singular)].join("_");
}
