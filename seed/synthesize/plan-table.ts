import { BenchError } from "../../base/errors.ts";
import { tokensOf } from "../../mysql/sql/tokens.ts";
import { parseColumnType } from "../../schema/column-type.ts";
import type { ColumnModel, TableModel } from "../../schema/model.ts";
import { type ColumnValue, checkRoom, columnValue } from "./column-value.ts";
import { drawOfValues } from "./draw-of-values.ts";
import { keepOrder } from "./keep-order.ts";
import { combined, readCheck, type TableLimits } from "./limits.ts";
import { type ColumnWish, NULL_SHARE } from "./options.ts";
import type { ColumnPlan, DrawPlan, TablePlan } from "./plan.ts";
import { planGroups } from "./plan-groups.ts";
import { planKeys } from "./plan-keys.ts";
import { emptyColumns } from "./references.ts";
import type { TableRequest } from "./table-request.ts";

/** Columns that mostly say that nothing has happened. */
const RARE = /delet|archiv|cancel|resolved|revoked|expired?_?at|voided|banned|locked/i;
const RARE_NULLS = 0.95;
/** Columns that people mostly leave empty. */
const OPTIONAL = /note|comment|remark|reason|middle|alt|fax|extra|metadata/i;
const OPTIONAL_NULLS = 0.6;

/**
 * How the rows of one table are made.
 * @throws BenchError with table and column for what cannot be made: a check that cannot be read, a type without values, a
 * unique key with too few combinations.
 */
export function planTable(request: TableRequest): TablePlan {
	const { table, references, volumes, wishes } = request;
	const rows = volumes[table.name] ?? 0;
	const limits = limitsOf(table, wishes);
	const empty = emptyColumns(table);
	const keys = planKeys(table, references);
	const { groups, placeOf } = planGroups(request, keys);
	const columns = table.columns.flatMap((column): readonly ColumnPlan[] => {
		if (column.generated !== undefined) return [];
		const place = placeOf.get(column.name);
		const wish = wishes.get(column.name) ?? {};
		if (wish.leave === true && place === undefined) return [];
		const asked = limits.columns.get(column.name) ?? {};
		if (place?.parent !== undefined) {
			const draw = { by: "group", group: place.group, part: place.part } as const;
			return [{ name: column.name, nulls: 0, draw, value: { as: "parent", ...place.parent } }];
		}
		const unique = keys.alone.has(column.name);
		const prefix = keys.alone.get(column.name);
		const made = madeOf({ table, column, rows, unique, inKey: place !== undefined, limits: asked, wish, prefix });
		if (made === undefined) return [];
		const nullable =
			!column.notNull && asked.notNull !== true && table.primaryKey?.columns.includes(column.name) !== true;
		const usual = RARE.test(column.name) ? RARE_NULLS : OPTIONAL.test(column.name) ? OPTIONAL_NULLS : NULL_SHARE;
		const stays = empty.includes(column.name);
		if (stays && !nullable) {
			throw new BenchError(
				"usage",
				`No rows can be made that keep the reference of ${table.name} to itself in ${column.name}.`,
				`Write a generator of your own for ${table.name}.`,
			);
		}
		const nulls = stays ? 1 : nullable && place === undefined && !column.autoIncrement ? (wish.nulls ?? usual) : 0;
		const draw: DrawPlan =
			place !== undefined
				? { by: "group", group: place.group, part: place.part }
				: unique
					? { by: "row" }
					: drawOfValues(made, { wish, rows, type: parseColumnType(column.type) });
		return [{ name: column.name, nulls, draw, value: made.value }];
	});
	return {
		name: table.name,
		rows,
		columns: keepOrder(columns, limits.ordered, rows),
		groups,
	};
}

interface ColumnRequest {
	readonly table: TableModel;
	readonly column: ColumnModel;
	readonly rows: number;
	readonly unique: boolean;
	/** Part of a combination that must be unique. */
	readonly inKey: boolean;
	readonly limits: { readonly least?: number; readonly most?: number; readonly members?: readonly string[] };
	readonly wish: ColumnWish;
	readonly prefix: number | undefined;
}

/** Undefined for a column that is left to its default because its values cannot be made. */
function madeOf(request: ColumnRequest): ColumnValue | undefined {
	const { table, column, rows, unique, inKey, limits, wish, prefix } = request;
	const type = parseColumnType(column.type);
	if (prefix !== undefined && /char|text/.test(type.base)) {
		const width = Math.min(prefix, 10);
		return { value: { as: "serial", width, radix: 36 }, capacity: 36 ** width };
	}
	try {
		const wanted = { table: table.name, name: column.name, type, rows, unique: unique || inKey, limits, wish };
		const made = columnValue(wanted);
		if (unique) checkRoom(wanted, made);
		return made;
	} catch (thrown) {
		if (thrown instanceof BenchError && !unique && (!column.notNull || column.defaultSql !== undefined))
			return undefined;
		throw thrown;
	}
}

function limitsOf(table: TableModel, wishes: ReadonlyMap<string, ColumnWish>): TableLimits {
	const read = table.checks.flatMap(({ name, sql }) => {
		const conditions = readCheck(sql);
		if (conditions !== undefined) return conditions;
		const spoken = new Set(tokensOf(sql).map(({ text }) => text));
		const columns = table.columns.filter((column) => spoken.has(column.name)).map((column) => column.name);
		// What somebody has said of its columns is believed; the server tells if it breaks the check.
		if (columns.length > 0 && columns.every((column) => wishes.has(column))) return [];
		throw new BenchError(
			"usage",
			`No rows can be made that keep check ${name} of ${table.name} for certain: ${sql}.`,
			`Say what ${columns.join(", ") || "its columns"} may hold with "columns", or write a generator of your own for ${table.name}.`,
		);
	});
	return combined(read);
}
