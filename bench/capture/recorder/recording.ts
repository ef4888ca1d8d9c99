import { createDecipheriv, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const count = z.int().nonnegative();

/** What the processes of a command asked. It still holds values, and lives in memory alone. */
const recording = z.object({
	/** Version of the mysql2 that was loaded, where one was. */
	mysql2: z.string().optional(),
	/** Statements that could not be told without what may be a value, or that were too many to be told apart. */
	unreadable: count,
	texts: z.array(
		z.object({
			/** Without literals: "?" for each. */
			text: z.string(),
			executions: count,
			/** Files and lines of the application, absolute. */
			sites: z.array(z.string()),
			/** Of each "?", as literals in SQL; those that were too many are counted together. */
			parameters: z.array(
				z.object({ nulls: count, others: count, values: z.array(z.tuple([z.string(), count])) }).nullable(),
			),
		}),
	),
});

export type Recording = z.infer<typeof recording>;
export type RecordedText = Recording["texts"][number];

/** Where processes leave what they counted: a folder of its own, and a key that is in no file. */
export interface DropBox {
	/** For the environment of the processes. */
	readonly variable: string;
	/** What all processes have left until now. */
	read(): Promise<readonly Recording[]>;
	remove(): Promise<void>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export async function openDropBox(): Promise<DropBox> {
	const folder = await mkdtemp(join(tmpdir(), "index-impact-record-"));
	const key = randomBytes(32);
	const open = async (file: string): Promise<Recording> => {
		const bytes = await readFile(join(folder, file));
		const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
		decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
		const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
		return recording.parse(JSON.parse(text.toString("utf8")));
	};
	return {
		variable: JSON.stringify({ folder, key: key.toString("hex") }),
		read: async () => {
			const files = (await readdir(folder)).filter((file) => file.endsWith(".sealed"));
			return await Promise.all(files.map(open));
		},
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}
