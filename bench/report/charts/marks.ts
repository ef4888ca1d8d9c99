import type { SKRSContext2D } from "@napi-rs/canvas";
import type { Tone } from "../verdict-look.ts";

/** What the charts draw on. */
export type Pen = SKRSContext2D;

/** Logical pixels from a mark's centre to its edge. */
const MARK = 5;

/** One shape per tone, so that a mark is known without its colour. */
export function drawToneMark(pen: Pen, x: number, y: number, tone: Tone, color: string, background: string): void {
	if (tone === "good") triangle(pen, x, y, -1, color);
	else if (tone === "bad") triangle(pen, x, y, 1, color);
	else if (tone === "neutral") circle(pen, x, y, color, background);
	else if (tone === "open") diamond(pen, x, y, color, background);
	else cross(pen, x, y, color);
}

/** A hollow circle. */
function circle(pen: Pen, x: number, y: number, color: string, fill: string): void {
	outline(pen, color, fill, () => pen.arc(x, y, MARK, 0, 2 * Math.PI));
}

/** A small solid dot: where things were before. */
export function dot(pen: Pen, x: number, y: number, color: string): void {
	pen.fillStyle = color;
	pen.beginPath();
	pen.arc(x, y, MARK - 0.5, 0, 2 * Math.PI);
	pen.fill();
}

/** A hollow diamond. */
function diamond(pen: Pen, x: number, y: number, color: string, fill: string): void {
	outline(pen, color, fill, () => {
		pen.moveTo(x, y - MARK - 1);
		pen.lineTo(x + MARK + 1, y);
		pen.lineTo(x, y + MARK + 1);
		pen.lineTo(x - MARK - 1, y);
		pen.closePath();
	});
}

/** A filled triangle, pointing up (-1) or down (1). */
function triangle(pen: Pen, x: number, y: number, direction: -1 | 1, color: string): void {
	outline(pen, color, color, () => {
		pen.moveTo(x, y + direction * (MARK + 0.5));
		pen.lineTo(x + MARK + 0.5, y - direction * MARK);
		pen.lineTo(x - MARK - 0.5, y - direction * MARK);
		pen.closePath();
	});
}

function cross(pen: Pen, x: number, y: number, color: string): void {
	pen.strokeStyle = color;
	pen.lineWidth = 2.5;
	pen.beginPath();
	pen.moveTo(x - MARK, y - MARK);
	pen.lineTo(x + MARK, y + MARK);
	pen.moveTo(x + MARK, y - MARK);
	pen.lineTo(x - MARK, y + MARK);
	pen.stroke();
}

/** A horizontal interval with end bars. */
export function whisker(pen: Pen, low: number, high: number, y: number, color: string): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1.5;
	pen.beginPath();
	pen.moveTo(low, y);
	pen.lineTo(high, y);
	for (const x of [low, high]) {
		pen.moveTo(x, y - 4);
		pen.lineTo(x, y + 4);
	}
	pen.stroke();
}

/** A small arrow head at the edge of the plot: the value lies beyond it. */
export function beyond(pen: Pen, x: number, y: number, direction: -1 | 1, color: string): void {
	pen.fillStyle = color;
	pen.beginPath();
	pen.moveTo(x, y);
	pen.lineTo(x - direction * 9, y - 5);
	pen.lineTo(x - direction * 9, y + 5);
	pen.closePath();
	pen.fill();
}

function outline(pen: Pen, stroke: string, fill: string, path: () => void): void {
	pen.beginPath();
	path();
	pen.fillStyle = fill;
	pen.fill();
	pen.strokeStyle = stroke;
	pen.lineWidth = 2;
	pen.stroke();
}
