import { BenchError } from "../base/errors.ts";
import { tableModel } from "../schema/load/model-of-tables.ts";
import type { TableModel } from "../schema/model.ts";
import { placeholderKey } from "./sample-statements.ts";
import type { IndexSpec, WriteScenario } from "./suite.ts";

/**
 * Says whether the writes of a suite hang together: names, weights, keys, tables; every statement is rendered once.
 * @throws BenchError kind "usage" naming the first thing that is wrong.
 */
export function validateWrites(
	writes: readonly WriteScenario[],
	indexes: readonly IndexSpec[],
	tables: readonly TableModel[],
): void {
	for (const [position, write] of writes.entries()) {
		const { id } = write;
		if (writes.findIndex((other) => other.id === id) !== position) throw wrong(`The suite has write ${id} twice.`);
		const unknown = [...write.maintains, ...write.searches].find(
			(name) => !indexes.some((index) => index.name === name),
		);
		if (unknown !== undefined) throw wrong(`Write ${id} names index ${unknown}, which the suite does not test.`);
		const own = write.tables.map((table) => tableModel(table).name);
		if (own.length === 0 || own.some((name) => !tables.some((table) => table.name === name))) {
			throw wrong(`Write ${id} has to name the tables it writes to, all of them tables of the suite.`);
		}
		if (!(write.weight > 0 && Number.isFinite(write.weight))) {
			throw wrong(`Write ${id} has weight ${write.weight}; a weight is a positive number.`);
		}
		if (!/\border\s+by\b/i.test(write.keys)) {
			throw wrong(`Write ${id} draws its keys without ORDER BY, so the same data could give other keys.`);
		}
		const { queries, changes = [] } = write.unit(() => placeholderKey, 1);
		if (queries.length === 0) throw wrong(`Write ${id} sends nothing.`);
		const foreign = changes.find(({ table }) => !own.includes(tableModel(table).name));
		if (foreign !== undefined) throw wrong(`Write ${id} changes rows of a table that it does not name.`);
		// Rendering 10,000 rows takes most of a second.
		if (write.kind === "bulk") continue;
		for (const query of [...queries, ...changes.map(({ ids }) => ids)]) query.toSQL();
	}
}

function wrong(message: string): BenchError {
	return new BenchError(
		"usage",
		message,
		"Correct the suite's definition; WriteScenario in scenarios/suite.ts says what each field means.",
	);
}
