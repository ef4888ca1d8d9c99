import type { Interval } from "../record/schema.ts";

/**
 * Figures as readers see them. The same in every locale: a comma groups thousands, a full stop marks decimals,
 * a true minus sign stands before negative numbers.
 */

/** Below this time of the faster arm, a speed-up factor says more about overhead than about the query. */
const ROBUST_FACTOR_MS = 1;

export const FACTOR_NOTE =
	"† the faster arm takes under 1 ms, where fixed overhead weighs: the reduction is robust, the factor is less so";

/** `value` with exactly `digits` decimals, thousands grouped. */
export function formatNumber(value: number, digits = 0): string {
	if (!Number.isFinite(value)) return Number.isNaN(value) ? "n/a" : value > 0 ? "∞" : "−∞";
	const [whole = "0", decimals] = Math.abs(value).toFixed(digits).split(".");
	const grouped = whole.includes("e") ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
	const magnitude = decimals === undefined ? grouped : `${grouped}.${decimals}`;
	return value < 0 && /[1-9]/.test(magnitude) ? `−${magnitude}` : magnitude;
}

/** A time in milliseconds with three significant digits, in the unit that suits it: 40 µs, 0.21 ms, 13.4 ms, 1.25 s. */
export function formatMs(ms: number | undefined): string {
	if (ms === undefined) return "n/a";
	const size = Math.abs(ms);
	if (size < 0.0995) return `${formatNumber(ms * 1000, size * 1000 < 9.95 ? 1 : 0)} µs`;
	if (size < 0.995) return `${formatNumber(ms, 2)} ms`;
	if (size < 9.995) return `${formatNumber(ms, 2)} ms`;
	if (size < 99.95) return `${formatNumber(ms, 1)} ms`;
	if (size < 999.5) return `${formatNumber(ms)} ms`;
	return formatSeconds(ms / 1000);
}

/** A time in seconds: 0.42 s, 12.6 s, 4 min 05 s. */
export function formatSeconds(seconds: number): string {
	if (seconds < 9.995) return `${formatNumber(seconds, 2)} s`;
	if (seconds < 59.95) return `${formatNumber(seconds, 1)} s`;
	const total = Math.round(seconds);
	if (total < 3600) return `${Math.floor(total / 60)} min ${String(total % 60).padStart(2, "0")} s`;
	return `${formatNumber(Math.floor(total / 3600))} h ${String(Math.floor((total % 3600) / 60)).padStart(2, "0")} min`;
}

/** Bytes in binary units: 512 B, 16.3 MiB. */
export function formatBytes(bytes: number): string {
	const units = ["B", "KiB", "MiB", "GiB", "TiB"];
	let size = bytes;
	let unit = 0;
	while (Math.abs(size) >= 1023.95 && unit < units.length - 1) {
		size /= 1024;
		unit += 1;
	}
	return `${formatNumber(size, unit === 0 || Math.abs(size) >= 99.95 ? 0 : 1)} ${units[unit]}`;
}

/** Decimals that a percentage needs: near 100 % the distance to 100 is what counts. */
function percentDigits(pct: number): number {
	if (Math.abs(pct) >= 99.5 && pct < 100 && pct > 0) {
		return Math.min(4, Math.max(1, 1 - Math.floor(Math.log10(100 - pct))));
	}
	return Math.abs(pct) >= 99.95 ? 0 : 1;
}

/** More decimals than this are never shown. */
const MOST_DIGITS = 4;

/**
 * Decimals for an estimate and both bounds of its interval, so that the interval's width is seen in one or two digits:
 * [99.36, 99.48], [−17.6, −8.6], [−18, 4]. What is short of 100 never reads 100.
 * @returns undefined where the interval has no width to go by.
 */
export function intervalDigits([low, high]: Interval): number | undefined {
	const width = high - low;
	if (!(width > 0 && Number.isFinite(width))) return undefined;
	let digits = width >= 10 ? 0 : Math.min(MOST_DIGITS, Math.max(1, Math.ceil(Math.log10(5 / width))));
	while (high < 100 && 100 - high < 0.5 * 10 ** -digits && digits < MOST_DIGITS) digits += 1;
	return digits;
}

/** A percentage: 42.3 %, 99.71 %, −131 %; beside its interval with that one's decimals. */
export function formatPct(pct: number, ci?: Interval): string {
	const own = Number.isInteger(pct) ? 0 : percentDigits(pct);
	return `${formatNumber(pct, ci === undefined ? own : (intervalDigits(ci) ?? own))} %`;
}

/** A change that may go either way: +2.4 %, −0.3 %; beside its interval with that one's decimals. */
export function formatSignedPct(pct: number, ci?: Interval): string {
	const shown = formatPct(pct, ci);
	return pct > 0 && /[1-9]/.test(shown) ? `+${shown}` : shown;
}

/** Both bounds of an interval of percentages, without the unit: [99.5, 99.8]. */
export function formatPctInterval(ci: Interval): string {
	const digits = intervalDigits(ci) ?? Math.max(...ci.map(percentDigits));
	return `[${formatNumber(ci[0], digits)}, ${formatNumber(ci[1], digits)}]`;
}

/** An estimate with its interval, all three with the same decimals: 99.42 % [99.36, 99.48]. */
export function formatPctWithInterval(pct: number, ci: Interval): string {
	return `${formatPct(pct, ci)} ${formatPctInterval(ci)}`;
}

/** A claimed range: 30–50 %. */
export function formatRange([low, high]: Interval): string {
	const end = (pct: number): string => formatNumber(pct, Number.isInteger(pct) ? 0 : 1);
	return `${end(low)}–${end(high)} %`;
}

/** before / after in words: 110x faster, 2.3x slower. */
export function formatFactor(factor: number): string {
	if (!(factor > 0)) return "n/a";
	const shown = formatTimes(factor >= 1 ? factor : 1 / factor);
	return shown === "1.00x" ? shown : `${shown} ${factor > 1 ? "faster" : "slower"}`;
}

/** How many times, of at least one: 2.3x, 110x. */
export function formatTimes(size: number): string {
	return `${formatNumber(size, size < 1.995 ? 2 : size < 9.95 ? 1 : 0)}x`;
}

/** Whether the factor of two arms (p50 in milliseconds) deserves FACTOR_NOTE. */
export function factorIsFragile(beforeMs: number | undefined, afterMs: number | undefined): boolean {
	return Math.min(beforeMs ?? Number.POSITIVE_INFINITY, afterMs ?? Number.POSITIVE_INFINITY) < ROBUST_FACTOR_MS;
}

/** A number of things: "1 scenario", "3 scenarios", "2 indexes". */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
	return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/** An ISO time as readers see it, in UTC: 2026-01-31 14:05 UTC. */
export function formatTime(iso: string): string {
	return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
