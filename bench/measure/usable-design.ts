import { BenchError } from "../../base/errors.ts";
import { OLDEST_MYSQL } from "../../mysql/supported-version.ts";
import type { RunMode } from "../record/schema.ts";

type Design = "paired" | "sequential";

/** What the record says of a run whose design had to be another than the one asked for. */
export const NO_SWITCH_NOTICE =
	"The server has no use_invisible_indexes switch, so both arms cannot be side by side: the sequential design was used.";

/**
 * The design that the server can do: hiding indexes per session takes MySQL's use_invisible_indexes switch.
 * @param variables the server's, as the record has them.
 * @throws BenchError kind "environment" for a mode that only the paired design has.
 */
export function usableDesign(
	{ design, mode }: { readonly design: Design; readonly mode: RunMode },
	variables: Readonly<Record<string, string>>,
): Design {
	if (design === "sequential" || /\buse_invisible_indexes=/.test(variables.optimizer_switch ?? "")) return design;
	if (mode === "timed") return "sequential";
	throw new BenchError(
		"environment",
		"The server has no use_invisible_indexes switch, which --counters-only and --null need.",
		`Use MySQL ${OLDEST_MYSQL} or newer, or leave that flag out.`,
	);
}
