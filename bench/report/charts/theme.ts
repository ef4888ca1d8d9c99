import type { ChartTheme } from "../chart-list.ts";
import type { Tone } from "../verdict-look.ts";

/**
 * Colours after Okabe and Ito, told apart with any colour vision; each also has its own shape and lightness, so that a grey
 * print works too.
 */
export interface Palette {
	readonly background: string;
	readonly text: string;
	readonly muted: string;
	readonly grid: string;
	readonly band: string;
	readonly stripe: string;
	readonly before: string;
	readonly after: string;
	readonly tones: Readonly<Record<Tone, string>>;
}

export const PALETTES: Readonly<Record<ChartTheme, Palette>> = {
	light: {
		background: "#ffffff",
		text: "#1b1f24",
		muted: "#57606a",
		grid: "#d8dee4",
		band: "rgba(0, 158, 115, 0.20)",
		stripe: "#f6f8fa",
		before: "#7a828a",
		after: "#0072b2",
		tones: { good: "#0072b2", bad: "#c44e00", neutral: "#6e7781", open: "#946200", broken: "#a33b7f" },
	},
	dark: {
		background: "#0d1117",
		text: "#f0f3f6",
		muted: "#a8b1bb",
		grid: "#30363d",
		band: "rgba(0, 190, 140, 0.28)",
		stripe: "#151b23",
		before: "#9aa4af",
		after: "#56b4e9",
		tones: { good: "#56b4e9", bad: "#ff8c42", neutral: "#a8b1bb", open: "#e6c229", broken: "#e58bc4" },
	},
};
