import type { GeneratorInput, RowGenerator, RowGenerators } from "../dataset-spec.ts";
import { lazily } from "../lazily.ts";
import { RandomStream } from "../random-stream.ts";
import type { RowWriter } from "../row-writer.ts";
import { type Draw, drawOf, type GroupDraw, groupOf, NONE } from "./draws.ts";
import type { ColumnPlan, DatasetPlan, TablePlan } from "./plan.ts";
import { mix } from "./shuffle.ts";
import { renderOf } from "./values/render.ts";
import type { EncodedPools } from "./values/rendering.ts";
import { encodePools } from "./values/texts.ts";

/** Writes a row's value of one column, or NULL. */
interface ColumnWriter {
	write(row: number, out: RowWriter): void;
}

/** A table's columns, each made when first asked for: a reference asks for one of another table's. */
interface CompiledTable {
	readonly plan: TablePlan;
	column(name: string): ColumnWriter;
}

/** Called in each worker: makes the rows of a plan. */
export const rowGenerators: RowGenerators = ({ seed, shared }: GeneratorInput) => {
	// Made by synthesizedDataset itself.
	const plan = shared as DatasetPlan;
	const tables = compile(plan, seed);
	return lazily(Object.fromEntries(plan.tables.map((table) => [table.name, () => generatorOf(tables, table)])));
};

function generatorOf(tables: ReadonlyMap<string, CompiledTable>, { name, columns }: TablePlan): RowGenerator {
	const compiled = tables.get(name);
	const writers = columns.map((column) => compiled?.column(column.name)) as ColumnWriter[];
	return {
		write(row, out) {
			for (const writer of writers) writer.write(row, out);
			out.endRow();
		},
	};
}

function compile(plan: DatasetPlan, seed: number): ReadonlyMap<string, CompiledTable> {
	const tables = new Map<string, CompiledTable>();
	const pools = encodePools(plan.pools);
	for (const table of plan.tables) tables.set(table.name, compileTable(table, seed, pools, tables));
	return tables;
}

function compileTable(
	plan: TablePlan,
	seed: number,
	pools: EncodedPools,
	tables: ReadonlyMap<string, CompiledTable>,
): CompiledTable {
	const made = new Map<string, ColumnWriter>();
	const groups: GroupDraw[] = [];
	const group = (at: number): GroupDraw => {
		const spec = plan.groups[at];
		if (spec === undefined) throw new Error(`${plan.name} has no group ${at}.`);
		groups[at] ??= groupOf(spec, plan.rows, seed, `${plan.name}/group ${at}`);
		return groups[at];
	};
	const make = (column: ColumnPlan): ColumnWriter => {
		const id = `${plan.name}/${column.name}`;
		const draw = drawOf(column.draw, { rows: plan.rows, seed, id, group });
		const write = writerOf(column, draw, id);
		return column.nulls === 0
			? write
			: withNulls(write, column.nulls, new RandomStream(seed, `${id}/null`).at(0).uint32());
	};
	const writerOf = ({ value }: ColumnPlan, draw: Draw, id: string): ColumnWriter => {
		if (value.as !== "parent") {
			const render = renderOf(value, new RandomStream(seed, id), pools);
			return {
				write(row, out) {
					const number = draw(row);
					if (number === NONE) out.null();
					else render(number, out);
				},
			};
		}
		let parent: ColumnWriter | undefined;
		return {
			write(row, out) {
				parent ??= tables.get(value.table)?.column(value.column);
				const number = draw(row);
				if (number === NONE || parent === undefined) out.null();
				else parent.write(number, out);
			},
		};
	};
	return {
		plan,
		column(name) {
			const known = made.get(name);
			if (known !== undefined) return known;
			const column = plan.columns.find((candidate) => candidate.name === name);
			if (column === undefined) throw new Error(`The plan of ${plan.name} has no column ${name}.`);
			const writer = make(column);
			made.set(name, writer);
			return writer;
		},
	};
}

/** By a hash of the row: a whole block of the random stream for one decision would cost as much as a short value. */
function withNulls(writer: ColumnWriter, share: number, key: number): ColumnWriter {
	const limit = share * 2 ** 32;
	return {
		write(row, out) {
			if (mix(row, key | 0) >>> 0 < limit) out.null();
			else writer.write(row, out);
		},
	};
}
