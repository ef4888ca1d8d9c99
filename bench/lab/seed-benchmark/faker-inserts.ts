import { base, en, Faker } from "@faker-js/faker";
import { getTableColumns } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/mysql2";
import { createTable } from "../../../schema/ddl/table-statements.ts";
import type { TableSpec, Volumes } from "../../../seed/dataset-spec.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import type { Scale } from "../../../seed/scale.ts";
import { analyze, type Contender, drizzleTable } from "./contender.ts";

/** Drizzle's own limit is the packet; a thousand rows is where more stops helping. */
const BATCH = 1000;

/** What most projects write themselves: a loop of Faker values, inserted through Drizzle a thousand rows at a time. */
export function fakerInserts(scale: Scale): Contender {
	return {
		id: "fakerInserts",
		title: `Faker and Drizzle inserts, ${BATCH.toLocaleString("en-US")} rows each`,
		scale,
		async load({ connect, spec, seed }) {
			const connection = await connect();
			const volumes = spec.volumes(scale);
			const faker = new Faker({ locale: [en, base], seed });
			const started = performance.now();
			try {
				const db = drizzle(connection);
				for (const tableSpec of spec.tables) {
					const { table } = tableSpec;
					await connection.query(createTable(table));
					const fakeRow = fakeRows(faker, tableSpec, volumes);
					const rows = volumes[table.name] ?? 0;
					for (let first = 0; first < rows; first += BATCH) {
						const size = Math.min(BATCH, rows - first);
						const batch = Array.from({ length: size }, (_, index) => fakeRow(first + index));
						await db.insert(drizzleTable(table.name)).values(batch);
					}
				}
				await analyze(connection, spec);
				return { rows: estimateRows(spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				connection.destroy();
			}
		},
	};
}

/** How many rows a column named after another table may point to; 1,000 where there is no such table. */
export function parentsOf(column: MySqlColumn, volumes: Volumes): number {
	const parent = column.name.replace(/_?id$/i, "").toLowerCase();
	const found = Object.entries(volumes).find(([table]) => table.toLowerCase().replace(/(e?s)$/, "") === parent);
	return found?.[1] ?? 1000;
}

type Fake = (row: number) => unknown;

/** Rows with a value for each column that `pnpm seed` fills, but for the key, which the server counts. */
function fakeRows(
	faker: Faker,
	{ table, columns }: TableSpec,
	volumes: Volumes,
): (row: number) => Record<string, unknown> {
	const fakes = Object.entries<MySqlColumn>(getTableColumns(drizzleTable(table.name)))
		.filter(([, column]) => columns.includes(column.name) && !column.primary)
		.map(([key, column]) => [key, fakeFor(faker, column, volumes)] as const);
	return (row) => {
		const values: Record<string, unknown> = {};
		for (const [key, fake] of fakes) values[key] = fake(row);
		return values;
	};
}

/** Decided once per column: a loop written by hand would not decide it per row either. */
function fakeFor(faker: Faker, column: MySqlColumn, volumes: Volumes): Fake {
	const type = column.getSQLType();
	if (type.startsWith("enum")) return () => faker.helpers.arrayElement(column.enumValues ?? []);
	if (type === "boolean") return () => faker.datatype.boolean();
	if (type === "int") {
		const max = /id$/i.test(column.name) ? parentsOf(column, volumes) : 5;
		return () => faker.number.int({ min: 1, max });
	}
	if (type.startsWith("decimal(5,")) return () => faker.finance.amount({ max: 99 });
	if (type.startsWith("decimal") || type === "varchar(20)") return () => faker.finance.amount();
	if (type === "date") return () => faker.date.past().toISOString().slice(0, 10);
	if (type === "timestamp") return () => faker.date.past().toISOString().slice(0, 19).replace("T", " ");
	if (type === "json") return () => ({ note: faker.lorem.word() });
	if (column.isUnique) return (row) => `${faker.string.alphanumeric(6)}-${row}`;
	if (/email/i.test(column.name)) return () => faker.internet.email();
	if (/phone/i.test(column.name)) return () => faker.phone.number();
	if (/name/i.test(column.name)) return () => faker.person.fullName();
	const most = Number(/\((\d+)\)/.exec(type)?.[1] ?? 255);
	return () => faker.lorem.word().slice(0, most);
}
