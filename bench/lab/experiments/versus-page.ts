import { machineText } from "../../record/environment.ts";
import type { RunHead } from "../../record/journal.ts";
import { versusTable } from "./tables.ts";
import type { VersusRow } from "./versus-experiment.ts";

/** The page that shows the comparison, with all it takes to repeat it. */
export function versusPage(rows: readonly VersusRow[], head: RunHead, rounds: number): string {
	const { memoryBytes, node, os, mysql } = head.environment;
	const machine = `${machineText(head)}, ${Math.round(memoryBytes / 2 ** 30)} GiB, ${os}, Node ${node}, MySQL ${mysql.version}`;
	return `# The usual way and this one, side by side

The same queries on the same data, judged in five ways. In half of the comparisons both arms do the same, and every
difference reported is a false alarm. In the other half the "after" arm is slowed down by exactly 10 %, and a report of
"slower" is right. Each stratum takes turns at both.

${versusTable(rows)}

- **tinybench, one arm after the other** is what a benchmark script does: tinybench's defaults (warm-up, at least 64
  executions and one second per arm), first all of "before", then all of "after", then a test of the two lists of times.
  Both tests take the times for independent. On a machine that is faster in one second than in the next they are
  not, so the tests find the machine's mood significant.
- **Holm-adjusted and beyond 5 %** gives the usual way the same correction for many comparisons and the same practical
  threshold that index-impact uses, so that the difference left is the sampling.
- **index-impact** runs before and after as pairs in random order on one session, judges the pairs with the signed-rank
  interval, adjusts it for all comparisons of the run, and asks that the whole interval lies beyond the threshold. Its
  seconds include the noise floor and warm-up. What it does not call is \`no-change\` or \`unresolved\`.

Measured with \`pnpm bench:versus --scale ${head.dataset.scale.replace(/^x/, "")} --rounds ${rounds} --budget ${head.budgetSeconds}\`
(seed ${head.dataset.seed}) on ${machine}, a shared virtual machine with other work on it.
`;
}
