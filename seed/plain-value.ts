/** A value that a method of the writer does not take. Whoever knows the table and the row makes it a sentence. */
export class ValueRefused extends RangeError {
	readonly value: unknown;

	constructor(value: unknown, reason: string) {
		super(reason);
		this.name = "ValueRefused";
		this.value = value;
	}
}

/** A value of an application as the text that MySQL reads it from. @throws ValueRefused for what has none. */
export function plainText(value: unknown): string {
	if (typeof value === "number" && !Number.isFinite(value)) throw new ValueRefused(value, "MySQL has no such number");
	if (typeof value === "number" || typeof value === "bigint") return String(value);
	if (typeof value === "boolean") return value ? "1" : "0";
	if (value instanceof Date) {
		if (Number.isNaN(value.getTime())) throw new ValueRefused(value, "the date is none");
		return value.toISOString().slice(0, -1).replace("T", " ");
	}
	const json = JSON.stringify(value);
	if (json === undefined) throw new ValueRefused(value, "it has no text and no JSON");
	return json;
}
