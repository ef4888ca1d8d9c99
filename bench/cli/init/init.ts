import { existsSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { findConfig } from "../../../scenarios/project/find-config.ts";
import { openSchema } from "../../../schema/load/load-schema.ts";
import { packageManagerOf, repositoryOf } from "./package-manager.ts";
import {
	type ConfigFacts,
	configFile,
	ignoreLines,
	type ProjectFile,
	WORKFLOW_FILE,
	workflowFile,
	writeProjectFile,
} from "./project-files.ts";

export interface InitRequest {
	/** Where the command was typed. */
	readonly start: string;
	readonly schema?: string;
	/** Whether a workflow is wanted; undefined: to be asked. */
	readonly workflow?: boolean;
	/** Asks a question that is answered by yes or no. */
	readonly confirm: (question: string) => Promise<boolean>;
}

export interface InitResult {
	/** Absolute. */
	readonly folder: string;
	readonly tables: number;
	readonly written: readonly Pick<ProjectFile, "file" | "change">[];
	/** The config that was there already. */
	readonly present?: string;
}

/**
 * Writes the config of a project whose schema can be loaded, the line that keeps runs out of git and, if wanted, a workflow.
 * @throws BenchError kind "usage" where there is no schema or it cannot be loaded; nothing is written then.
 */
export async function init(request: InitRequest): Promise<InitResult> {
	const found = await findConfig(request.start);
	const { folder } = found;
	const schema = request.schema ?? found.config.schema;
	const { model, config, files } = await openSchema({ folder, ...(schema === undefined ? {} : { schema }) });
	const tables = model.tables.length;
	const wanted: ProjectFile[] = [];
	if (found.file === undefined) {
		const facts: ConfigFacts = {
			tables,
			schemaFrom: config?.schema !== undefined && request.schema === undefined ? config.file : files.join(", "),
			...(request.schema === undefined ? {} : { schema: request.schema }),
		};
		wanted.push(configFile(facts));
	}
	const ignored = await ignoreLines(folder);
	if (ignored !== undefined) wanted.push(ignored);
	const top = repositoryOf(folder);
	const hasWorkflow = existsSync(join(top, WORKFLOW_FILE));
	const workflow =
		!hasWorkflow &&
		(request.workflow ?? (await request.confirm("Add a GitHub workflow that measures the indexes of pull requests?")));
	for (const file of wanted) await writeProjectFile(folder, file);
	if (workflow) {
		const place = relative(top, folder).split(sep).join("/") || ".";
		const file = workflowFile({ ...packageManagerOf(folder), folder: place });
		await writeProjectFile(top, file);
		wanted.push(file);
	}
	return {
		folder,
		tables,
		written: wanted.map(({ file, change }) => ({ file, change })),
		...(found.file === undefined ? {} : { present: basename(found.file) }),
	};
}
