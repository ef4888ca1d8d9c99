import { tableModel } from "../../schema/load/model-of-tables.ts";
import type { DatasetSpec, TableSpec } from "../dataset-spec.ts";
import { assumptions } from "./assumptions.ts";
import { auditRules } from "./audit-rules.ts";
import { tableRows } from "./generators.ts";
import { terpTables } from "./schema.ts";
import { makeValuePools } from "./value-pools.ts";
import { type TerpVolumes, terpVolumes } from "./volumes.ts";

/** TERP's tables with production-scale rows, without the six indexes under test. */
export const terpDataset: DatasetSpec = {
	id: "terp",
	version: 1,
	tables: terpTables.map((drizzle): TableSpec => {
		const table = tableModel(drizzle);
		const { name } = table;
		const rows = tableRows.find((candidate) => candidate.name === name);
		if (rows === undefined) throw new Error(`No file says how the rows of ${name} are made.`);
		const { columns, rowBytes, declares } = rows;
		return { table, columns, rowBytes, declares: (volumes) => declares(volumes as TerpVolumes) };
	}),
	volumes: terpVolumes,
	prepare: (seed, volumes) => makeValuePools(seed, volumes as TerpVolumes),
	generators: new URL("./generators.ts", import.meta.url).href,
	rules: auditRules,
	assumptions,
};
