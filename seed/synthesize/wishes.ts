import { z } from "zod";
import { BenchError } from "../../base/errors.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { ColumnWish, SynthesizeOptions } from "./options.ts";

const bound = z.union([z.number(), z.string().min(1)]);
const KINDS = [
	"email",
	"person",
	"first",
	"last",
	"company",
	"title",
	"url",
	"slug",
	"phone",
	"street",
	"city",
	"country",
	"postcode",
	"ip",
	"token",
	"code",
	"word",
	"sentence",
	"paragraph",
] as const;

const wishSchema = z.strictObject({
	values: z.record(z.string(), z.number().min(0)).optional(),
	nulls: z.number().min(0).max(1).optional(),
	distinct: z.number().int().min(1).optional(),
	skew: z.number().min(0).max(5).optional(),
	from: bound.optional(),
	to: bound.optional(),
	text: z.enum(KINDS).optional(),
	leave: z.boolean().optional(),
});

/** What a user says of columns, by table and column. @throws BenchError for a column that is none, or a word that is none. */
export function wishesOf(
	model: SchemaModel,
	{ columns = {} }: SynthesizeOptions,
): ReadonlyMap<string, ReadonlyMap<string, ColumnWish>> {
	const wishes = new Map<string, Map<string, ColumnWish>>();
	for (const [place, wish] of Object.entries(columns)) {
		const table = model.tables.find(({ name }) => place.startsWith(`${name}.`));
		const column = table?.columns.find(({ name }) => place === `${table.name}.${name}`);
		if (table === undefined || column === undefined) {
			throw new BenchError(
				"usage",
				`"columns" speaks of ${place}, which the schema does not have.`,
				'Write "table.column" with the names that the database has.',
			);
		}
		checkWish(place, wish, column.notNull);
		const known = wishes.get(table.name) ?? new Map<string, ColumnWish>();
		wishes.set(table.name, known.set(column.name, wish));
	}
	return wishes;
}

function checkWish(place: string, wish: ColumnWish, notNull: boolean): void {
	const read = wishSchema.safeParse(wish);
	const issue = read.error?.issues[0];
	if (issue !== undefined) {
		const part = issue.path.join(".");
		throw new BenchError(
			"usage",
			`"columns" says something of ${place} that cannot be read: ${part === "" ? "" : `${part}: `}${issue.message}.`,
			"It takes values, nulls, distinct, skew, from, to, text and leave.",
		);
	}
	const total = Object.values(wish.values ?? { some: 1 }).reduce((sum, weight) => sum + weight, 0);
	if (total === 0) {
		throw new BenchError(
			"usage",
			`"columns" gives ${place} no value that occurs.`,
			"Give one of its values a weight above 0.",
		);
	}
	if (notNull && (wish.nulls ?? 0) > 0) {
		throw new BenchError("usage", `"columns" asks for NULL in ${place}, which is NOT NULL.`, "Leave nulls out there.");
	}
}
