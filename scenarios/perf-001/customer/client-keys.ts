import type { KeySource } from "../../suite.ts";

/** As in TERP's data, ten whales bring 70 % of the invoices; the rest share what is left unevenly. */
const places = {
	whale: "place <= 10",
	regular: "place > GREATEST(10, clients / 10)",
} as const;

/**
 * Clients by the number of their invoices. A key is: client, first day, last day.
 * @param first SQL for the first day, over `latest`: the last invoice's date. So are all days found in the data.
 */
export function clientsWith(size: keyof typeof places, first = "latest"): KeySource {
	return {
		by: "sql",
		sql: `SELECT customerId, DATE_FORMAT(${first}, '%Y-%m-%d') AS first, DATE_FORMAT(latest, '%Y-%m-%d') AS last FROM (
				SELECT customerId, MAX(MAX(invoiceDate)) OVER () AS latest, COUNT(*) OVER () AS clients,
					ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, customerId) AS place
				FROM invoices GROUP BY customerId
			) AS ranked
			WHERE ${places[size]} ORDER BY CRC32(customerId), customerId LIMIT 20`,
	};
}

export const whales = clientsWith("whale");
export const regulars = clientsWith("regular");
