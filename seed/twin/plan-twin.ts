import type { SchemaModel, TableModel } from "../../schema/model.ts";
import type { Bundle, TableStatistics } from "../bundle/format.ts";
import type { KeyStatistics } from "../bundle/key-statistics.ts";
import { dayNumber } from "../calendar.ts";
import type { Volumes } from "../dataset-spec.ts";
import { planDataset } from "../synthesize/dataset.ts";
import type { ColumnPlan, DatasetPlan, GroupPlan, TablePlan } from "../synthesize/plan.ts";
import { clusteringOf, lawOfKey } from "./law-of-key.ts";
import { twinColumn } from "./twin-column.ts";

/**
 * The plan of a twin: rows as they would be made from the schema alone, with all that the bundle tells put in their place.
 * @param volumes rows per table, as in the original or by a factor.
 * @throws BenchError as `planDataset`.
 */
export function planTwin(model: SchemaModel, bundle: Bundle, volumes: Volumes, seed: number): DatasetPlan {
	const made = planDataset(model, {}, volumes, seed);
	const known = new Map(bundle.tables.map((table) => [table.name, table]));
	const tables = made.tables.map((plan) => {
		const stats = known.get(plan.name);
		const table = model.tables.find(({ name }) => name === plan.name);
		if (stats === undefined || table === undefined) return plan;
		return planTable({ plan, table, stats, known, volumes, captured: dayNumber(bundle.captured), plans: made.tables });
	});
	return { ...made, tables };
}

interface TableRequest {
	readonly plan: TablePlan;
	readonly table: TableModel;
	readonly stats: TableStatistics;
	readonly known: ReadonlyMap<string, TableStatistics>;
	readonly volumes: Volumes;
	readonly captured: number;
	/** All tables as synthesized. */
	readonly plans: readonly TablePlan[];
}

function planTable(request: TableRequest): TablePlan {
	const { plan, table, stats, captured } = request;
	const groups = [...plan.groups];
	/** Columns that are drawn as a key of their own, by name. */
	const own = new Map<string, number>();
	for (const [at, group] of plan.groups.entries()) groups[at] = groupOf(request, group, at);
	for (const key of stats.keys) {
		const column = plan.columns.find(({ name }) => key.columns.length === 1 && name === key.columns[0]);
		if (column === undefined || !isFree(column) || key.distinct < 2) continue;
		groups.push(keyGroup(request, key, undefined, column.nulls > 0 ? nullsOf(stats, column.name) : 0));
		own.set(column.name, groups.length - 1);
	}
	const groupOfColumn = (name: string): number | undefined => {
		const draw = plan.columns.find((column) => column.name === name)?.draw;
		const at = own.get(name) ?? (draw?.by === "group" ? draw.group : undefined);
		return at !== undefined && groups[at]?.kind === "clustered" ? at : undefined;
	};
	const columns = plan.columns.map((column): ColumnPlan => {
		const told = stats.columns.find(({ name }) => name === column.name);
		const model = table.columns.find(({ name }) => name === column.name);
		if (column.value.as === "parent") return copied(request, column, groupOfColumn) ?? column;
		if (told === undefined || model === undefined) return column;
		const isKey = table.primaryKey?.columns.length === 1 && table.primaryKey.columns[0] === column.name;
		const made = twinColumn({
			plan: column,
			column: model,
			stats: told,
			rows: plan.rows,
			originalRows: stats.rows,
			captured,
			...(isKey && stats.keySpan !== undefined && column.value.as === "number" ? { keySpan: stats.keySpan } : {}),
			...within(stats, column.name, groupOfColumn, groups),
		});
		const group = own.get(column.name);
		return group === undefined ? made : { ...made, nulls: 0, draw: { by: "group", group, part: 0 } };
	});
	return { ...plan, groups, columns };
}

/** Rows of one key that have the same second reference, nearly always. */
const COPIED = 0.98;

/**
 * A reference that hangs on another one, where the table that the other leads to has the same reference itself: the product
 * of a sale is that of its batch. It is then read there, so that both agree.
 */
function copied(
	{ plan, stats, plans }: TableRequest,
	column: ColumnPlan,
	groupOfColumn: (name: string) => number | undefined,
): ColumnPlan | undefined {
	const { value } = column;
	if (value.as !== "parent") return undefined;
	for (const { columns, purity } of stats.joint) {
		const group = columns[1] === column.name && purity >= COPIED ? groupOfColumn(columns[0]) : undefined;
		const through = plan.columns.find(({ name }) => name === columns[0])?.value;
		if (group === undefined || through?.as !== "parent") continue;
		const there = plans
			.find(({ name }) => name === through.table)
			?.columns.find(
				(other) =>
					other.value.as === "parent" && other.value.table === value.table && other.value.column === value.column,
			)?.name;
		if (there !== undefined)
			return {
				...column,
				draw: { by: "group", group, part: 0 },
				value: { as: "parent", table: through.table, column: there },
			};
	}
	return undefined;
}

/** Columns whose values nothing but their own frequencies rules, and many of them. */
function isFree({ value, draw }: ColumnPlan): boolean {
	const unique = ("unique" in value && value.unique) || value.as === "serial";
	return value.as !== "parent" && value.as !== "member" && value.as !== "moment" && draw.by !== "group" && !unique;
}

function nullsOf({ columns }: TableStatistics, name: string): number {
	return columns.find((column) => column.name === name)?.nulls ?? 0;
}

/** The first joint statistic in which the column is looked at within a key that is drawn with its ranks known. */
function within(
	stats: TableStatistics,
	name: string,
	groupOfColumn: (name: string) => number | undefined,
	groups: readonly GroupPlan[],
) {
	for (const joint of stats.joint) {
		const group = joint.columns[1] === name ? groupOfColumn(joint.columns[0]) : undefined;
		const plan = group === undefined ? undefined : groups[group];
		if (group === undefined || plan?.kind !== "clustered") continue;
		return { within: { group, keys: plan.law.reduce((sum, { keys }) => sum + keys, 0), joint } };
	}
	return {};
}

/** A reference with the fan-out and the clustering that the bundle tells. */
function groupOf(request: TableRequest, group: GroupPlan, at: number): GroupPlan {
	const { plan, stats, table } = request;
	const members = plan.columns.filter(
		({ draw, value }) => draw.by === "group" && draw.group === at && value.as === "parent",
	);
	const leading = members.filter(({ draw }) => draw.by === "group" && draw.part === 0).map(({ name }) => name);
	const [first] = members;
	if (first?.value.as !== "parent" || leading.length === 0) return group;
	const key = stats.keys.find(
		({ columns }) => columns.length === leading.length && columns.every((name) => leading.includes(name)),
	);
	if (group.kind === "tuple")
		return key === undefined ? group : { ...group, law: lawOfKey(key, keysOfTwin(request, key, first.value.table)) };
	if (group.kind !== "reference" && group.kind !== "self") return group;
	const mayBeNull = leading.some((name) => table.columns.find((column) => column.name === name)?.notNull === false);
	const nulls = mayBeNull && group.nulls > 0 ? nullsOf(stats, leading[0] ?? "") : group.nulls;
	if (key === undefined || key.distinct === 0) return { ...group, nulls };
	return keyGroup(request, key, first.value.table, nulls);
}

function keyGroup(request: TableRequest, key: KeyStatistics, parent: string | undefined, nulls: number): GroupPlan {
	const { plan, stats, volumes } = request;
	const keys = keysOfTwin(request, key, parent);
	const numbers = Math.max(keys, parent === undefined ? keys : (volumes[parent] ?? 1));
	const [column, ...others] = key.columns;
	const known = others.length > 0 ? undefined : stats.columns.find(({ name }) => name === column);
	const frequent = (known?.frequent ?? []).map(({ share }) => share);
	return { kind: "clustered", law: lawOfKey(key, keys, frequent), numbers, nulls, ...clusteringOf(key, plan.rows) };
}

/** Keys grow with the table that they point to; those that point to none, with their own table. */
function keysOfTwin(
	{ plan, stats, known, volumes }: TableRequest,
	key: KeyStatistics,
	parent: string | undefined,
): number {
	const original = parent === undefined ? stats.rows : (known.get(parent)?.rows ?? 0);
	const now = parent === undefined ? plan.rows : (volumes[parent] ?? 0);
	const growth = original === 0 ? 1 : now / original;
	return Math.max(1, Math.min(Math.max(1, now), Math.round(key.distinct * growth)));
}
