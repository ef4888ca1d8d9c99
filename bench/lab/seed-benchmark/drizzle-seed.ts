import { getTableColumns } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/mysql2";
import { getGeneratorsFunctions, seed as seedTables } from "drizzle-seed";
import { createTable } from "../../../schema/ddl/table-statements.ts";
import type { TableSpec, Volumes } from "../../../seed/dataset-spec.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import type { Scale } from "../../../seed/scale.ts";
import { analyze, type Contender, drizzleTable } from "./contender.ts";
import { parentsOf } from "./faker-inserts.ts";

/** Drizzle's own seeder, with as many rows per table, keys that point to rows, and nothing in the columns that stay empty. */
export function drizzleSeed(scale: Scale): Contender {
	return {
		id: "drizzleSeed",
		title: "drizzle-seed",
		scale,
		async load({ connect, spec, seed }) {
			const connection = await connect();
			const volumes = spec.volumes(scale);
			const schema = Object.fromEntries(spec.tables.map(({ table }) => [table.name, drizzleTable(table.name)]));
			const started = performance.now();
			try {
				for (const { table } of spec.tables) await connection.query(createTable(table));
				await seedTables(drizzle(connection), schema, { seed }).refine(() =>
					Object.fromEntries(spec.tables.map((table) => [table.table.name, refinement(table, volumes)])),
				);
				await analyze(connection, spec);
				return { rows: estimateRows(spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				connection.destroy();
			}
		},
	};
}

function refinement({ table, columns }: TableSpec, volumes: Volumes) {
	const make = getGeneratorsFunctions();
	const refined: Record<string, ReturnType<typeof make.default | typeof make.int>> = {};
	for (const [key, column] of Object.entries<MySqlColumn>(getTableColumns(drizzleTable(table.name)))) {
		if (!columns.includes(column.name)) {
			refined[key] = make.default({ defaultValue: column.notNull ? column.default : null });
		} else if (column.getSQLType() === "int" && !column.primary && /id$/i.test(column.name)) {
			refined[key] = make.int({ minValue: 1, maxValue: parentsOf(column, volumes) });
		}
	}
	return { count: volumes[table.name] ?? 0, columns: refined };
}
