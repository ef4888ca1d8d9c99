/** How many keys have how many rows, most rows first. */
export type KeyHistogram = readonly { readonly rows: number; readonly keys: number }[];

/** The skew of a foreign key. Shares are parts of 1. */
export interface KeySkew {
	readonly topPercentShare: number;
	readonly topTenPercentShare: number;
	/** Share of the most frequent keys that the declaration speaks of. */
	readonly topShare: number;
	/** Rows per key of the parent table, those without any included. */
	readonly least: number;
	readonly median: number;
	readonly p99: number;
	readonly most: number;
}

/** @param parents rows of the parent table. @param topKeys how many keys the declared share is of. */
export function keySkew(histogram: KeyHistogram, parents: number, topKeys: number): KeySkew {
	const used = histogram.reduce((sum, { keys }) => sum + keys, 0);
	const all = [...histogram, { rows: 0, keys: Math.max(0, parents - used) }];
	const total = all.reduce((sum, { rows, keys }) => sum + rows * keys, 0);
	const shareOf = (wanted: number) => {
		let left = wanted;
		let rows = 0;
		for (const cell of all) {
			const taken = Math.min(left, cell.keys);
			rows += taken * cell.rows;
			left -= taken;
		}
		return total === 0 ? 0 : rows / total;
	};
	/** Rows of the key at a rank, the most frequent key having rank 1. */
	const rowsAt = (rank: number) => {
		let passed = 0;
		for (const cell of all) {
			passed += cell.keys;
			if (passed >= rank) return cell.rows;
		}
		return 0;
	};
	const keys = Math.max(parents, used);
	return {
		topPercentShare: shareOf(Math.max(1, Math.round(keys / 100))),
		topTenPercentShare: shareOf(Math.max(1, Math.round(keys / 10))),
		topShare: shareOf(topKeys),
		least: rowsAt(keys),
		median: rowsAt(Math.ceil(keys / 2)),
		p99: rowsAt(Math.max(1, Math.ceil(keys / 100))),
		most: rowsAt(1),
	};
}
