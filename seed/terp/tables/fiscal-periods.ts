import { dayNumber, writeMoment } from "../../calendar.ts";
import { fiscalPeriod, fiscalPeriodOf, TODAY } from "../calendars.ts";
import { type TableRows, writeOpening } from "../table-rows.ts";

/** The books of a period are closed ten days after it ends. */
const DAYS_TO_CLOSE = 10;
const ACCOUNTANT = 3;

export const fiscalPeriods: TableRows = {
	name: "fiscalPeriods",
	columns: [
		"id",
		"periodName",
		"startDate",
		"endDate",
		"fiscalYear",
		"status",
		"closedAt",
		"closedBy",
		"createdAt",
		"updatedAt",
	],
	rowBytes: 300,
	declares: () => [
		{
			kind: "share",
			column: "status",
			law: "locked with their year, closed after their end",
			shares: { LOCKED: 6 / 12, CLOSED: 4 / 12, OPEN: 2 / 12 },
		},
		{
			kind: "date",
			column: "startDate",
			law: "every two months",
			from: fiscalPeriod(1).first,
			to: fiscalPeriod(12).first,
		},
	],
	rows: () => ({
		write(row, out) {
			const { first, last, year } = fiscalPeriod(row + 1);
			const open = row + 1 >= fiscalPeriodOf(dayNumber(TODAY));
			out.int(row + 1);
			out.text(`FY${year} P${(row % 6) + 1}`);
			out.text(first);
			out.text(last);
			out.int(year);
			out.text(open ? "OPEN" : year < 2025 ? "LOCKED" : "CLOSED");
			if (open) {
				out.null();
				out.null();
			} else {
				writeMoment(out, dayNumber(last) + DAYS_TO_CLOSE, 61_200);
				out.int(ACCOUNTANT);
			}
			writeOpening(out);
			out.endRow();
		},
	}),
};
