import { BENCH_FLAGS } from "../flags/table.ts";
import { defineCommand } from "../program.ts";

const { try: _, diff: __, drop: ___, ...flags } = BENCH_FLAGS;

export const command = defineCommand({
	name: "try",
	description:
		"Measures indexes that are not there yet, on rows made from the project's schema. Without a query it measures the look-ups that the indexes imply.",
	operands: [{ name: "<index...>", help: 'one or several, each as "table(column, column)"' }],
	flags,
	examples: [
		['"orders(customer_id)" --query "select * from orders where customer_id = ?"', "an index for a query"],
		['"orders(status, created_at)" --query queries.sql --scale smoke', "for all queries of a file, quickly"],
	],
	run: async (given, context, argv) => {
		const { bench } = await import("../bench/bench.ts");
		return bench(
			{ ...given, flags: { ...given.flags, try: given.operands, diff: undefined, drop: [] } },
			context,
			argv,
		);
	},
});
