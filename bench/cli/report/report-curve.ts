import { dirname, resolve } from "node:path";
import { readCurve } from "../../record/curve/file.ts";
import { showCurve } from "../../report/curve/curve-text.ts";
import { writeCurveReport } from "../../report/curve/write-curve-report.ts";
import { writtenLine } from "../outputs.ts";

/** `pnpm report <curve>`: renders a saved scale curve again. @param file its curve.json. @throws BenchError */
export async function reportCurve(file: string, json: boolean): Promise<number> {
	const curve = await readCurve(file);
	if (json) {
		process.stdout.write(`${JSON.stringify(curve)}\n`);
		return 0;
	}
	const folder = dirname(resolve(file));
	const files = await writeCurveReport(curve, folder);
	showCurve(curve, process.stdout);
	process.stderr.write(`${writtenLine(files, folder)}\n`);
	return 0;
}
