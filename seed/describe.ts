import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Connect } from "../mysql/connect.ts";
import type {
	DatasetSpec,
	DateDeclaration,
	Declaration,
	KeyDeclaration,
	ShareDeclaration,
	Volumes,
} from "./dataset-spec.ts";
import { type KeySkew, keySkew } from "./key-histogram.ts";
import type { Scale } from "./scale.ts";

/** What a declaration asked for beside what the table holds. */
export type Finding =
	| { readonly declared: KeyDeclaration; readonly found: KeySkew }
	| { readonly declared: ShareDeclaration; readonly found: Readonly<Record<string, number>> }
	| { readonly declared: DateDeclaration; readonly found: { readonly from: string; readonly to: string } };

export interface TableDescription {
	readonly name: string;
	/** Rows asked for, and rows there are. */
	readonly declaredRows: number;
	readonly rows: number;
	readonly findings: readonly Finding[];
}

/** Reads a loaded dataset and puts every declared distribution beside what is there. */
export async function describeDataset(
	connect: Connect,
	spec: DatasetSpec,
	scale: Scale,
): Promise<readonly TableDescription[]> {
	const volumes = spec.volumes(scale);
	const connection = await connect();
	try {
		const described: TableDescription[] = [];
		for (const { table, declares } of spec.tables) {
			const name = table.name;
			const [counted] = await query(connection, `SELECT COUNT(*) AS n FROM \`${name}\``);
			const findings: Finding[] = [];
			for (const declared of declares(volumes)) findings.push(await find(connection, name, declared, volumes));
			described.push({ name, declaredRows: volumes[name] ?? 0, rows: Number(counted?.n), findings });
		}
		return described;
	} finally {
		connection.destroy();
	}
}

async function find(connection: Connection, table: string, declared: Declaration, volumes: Volumes): Promise<Finding> {
	const column = `\`${declared.column}\``;
	switch (declared.kind) {
		case "key": {
			const cells = await query(
				connection,
				`SELECT n, COUNT(*) AS c FROM (SELECT COUNT(*) AS n FROM \`${table}\` WHERE ${column} IS NOT NULL
					GROUP BY ${column}) k GROUP BY n ORDER BY n DESC`,
			);
			const histogram = cells.map(({ n, c }) => ({ rows: Number(n), keys: Number(c) }));
			return { declared, found: keySkew(histogram, volumes[declared.parent] ?? 0, declared.top.keys) };
		}
		case "share": {
			const cells = await query(
				connection,
				`SELECT ${column} AS v, COUNT(*) / SUM(COUNT(*)) OVER () AS s FROM \`${table}\` GROUP BY v ORDER BY s DESC`,
			);
			return { declared, found: Object.fromEntries(cells.map(({ v, s }) => [String(v), Number(s)])) };
		}
		case "date": {
			const [range] = await query(
				connection,
				`SELECT CAST(DATE(MIN(${column})) AS CHAR) AS lo, CAST(DATE(MAX(${column})) AS CHAR) AS hi FROM \`${table}\``,
			);
			return { declared, found: { from: String(range?.lo), to: String(range?.hi) } };
		}
	}
}

async function query(connection: Connection, sql: string): Promise<readonly RowDataPacket[]> {
	const [rows] = await connection.query<RowDataPacket[]>(sql);
	return rows;
}

/** The description as lines to read: per table what was asked for and what is there. */
export function descriptionText(tables: readonly TableDescription[]): string {
	return tables
		.map(({ name, rows, declaredRows, findings }) => {
			const asked = rows === declaredRows ? "" : ` (asked for ${declaredRows.toLocaleString("en-US")})`;
			return [`${name}: ${rows.toLocaleString("en-US")} rows${asked}`, ...findings.map(findingText)].join("\n  ");
		})
		.join("\n");
}

function findingText(finding: Finding): string {
	const { declared } = finding;
	return `${declared.column}: ${declared.law}\n    ${figures(finding)}`;
}

function figures(finding: Finding): string {
	// The kind tells which pair it is; the compiler cannot follow it into `found`.
	switch (finding.declared.kind) {
		case "key": {
			const { keys, share } = finding.declared.top;
			const found = finding.found as KeySkew;
			return (
				`top ${keys.toLocaleString("en-US")} keys: ${percent(found.topShare)} (asked for ${percent(share)}); ` +
				`top 1 %: ${percent(found.topPercentShare)}, top 10 %: ${percent(found.topTenPercentShare)}; rows per ` +
				`${finding.declared.parent} row: min ${found.least}, median ${found.median}, p99 ${found.p99}, max ${found.most}`
			);
		}
		case "share": {
			const { shares } = finding.declared;
			const found = finding.found as Readonly<Record<string, number>>;
			return Object.entries(found)
				.map(([value, share]) => {
					const asked = shares[value];
					return `${value} ${percent(share)}${asked === undefined ? "" : ` (${percent(asked)})`}`;
				})
				.join(", ");
		}
		case "date": {
			const found = finding.found as { readonly from: string; readonly to: string };
			return `${found.from} to ${found.to} (asked for ${finding.declared.from} to ${finding.declared.to})`;
		}
	}
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
