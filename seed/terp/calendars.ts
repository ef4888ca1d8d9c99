import { Calendar, dayNumber, isoDate } from "../calendar.ts";

/** The months TERP's own data cover. */
export const FIRST_SALE = "2024-01-01";
export const TODAY = "2025-10-27";
/** Stock comes in for three months before the first sale. */
export const FIRST_INTAKE = "2023-10-01";
/** From here on, intake is the autumn harvest that still waits to be taken in. */
export const HARVEST = "2025-09-15";

/** Wholesale: Saturdays are quiet, Sundays nearly empty. */
export const salesCalendar = () => new Calendar(FIRST_SALE, TODAY, [0.1, 1, 1, 1, 1, 1, 0.35]);
export const intakeCalendar = () =>
	new Calendar(FIRST_INTAKE, isoDate(dayNumber(HARVEST) - 1), [0, 1, 1, 1, 1, 1, 0.2]);
export const harvestCalendar = () => new Calendar(HARVEST, TODAY, [0, 1, 1, 1, 1, 1, 0.2]);

/** Twelve periods of two months cover 2024 and 2025. */
const MONTHS_PER_PERIOD = 2;
const FIRST_YEAR = 2024;

/** Number of the fiscal period, from 1, that a day falls into. */
export function fiscalPeriodOf(day: number): number {
	const date = new Date(day * 86_400_000);
	const months = (date.getUTCFullYear() - FIRST_YEAR) * 12 + date.getUTCMonth();
	return Math.floor(months / MONTHS_PER_PERIOD) + 1;
}

/** First and last day of a fiscal period, from 1. */
export function fiscalPeriod(period: number): { readonly first: string; readonly last: string; readonly year: number } {
	const month = (period - 1) * MONTHS_PER_PERIOD;
	const at = (months: number, day: number) => new Date(Date.UTC(FIRST_YEAR, months, day)).toISOString().slice(0, 10);
	return {
		first: at(month, 1),
		last: at(month + MONTHS_PER_PERIOD, 0),
		year: FIRST_YEAR + Math.floor(month / 12),
	};
}
