import type { Pen } from "./marks.ts";

/** A vertical interval with end bars. */
export function upright(pen: Pen, x: number, from: number, to: number, color: string): void {
	stroke(pen, color, () => {
		pen.moveTo(x, from);
		pen.lineTo(x, to);
		for (const y of [from, to]) {
			pen.moveTo(x - 4, y);
			pen.lineTo(x + 4, y);
		}
	});
}

/** A dashed vertical line. */
export function fence(pen: Pen, x: number, top: number, bottom: number, color: string): void {
	pen.setLineDash([4, 3]);
	stroke(pen, color, () => {
		pen.moveTo(x, top);
		pen.lineTo(x, bottom);
	});
	pen.setLineDash([]);
}

/** A filled square around a centre. */
export function box(pen: Pen, x: number, y: number, color: string): void {
	pen.fillStyle = color;
	pen.fillRect(x - 7, y - 7, 14, 14);
}

/** Slanted strokes: told from the plain band without colour. */
export function hatch(pen: Pen, left: number, right: number, top: number, bottom: number, color: string): void {
	pen.save();
	pen.beginPath();
	pen.rect(left, top, right - left, bottom - top);
	pen.clip();
	pen.globalAlpha = 0.3;
	stroke(pen, color, () => {
		for (let x = left - (bottom - top); x < right; x += 7) {
			pen.moveTo(x, bottom);
			pen.lineTo(x + (bottom - top), top);
		}
	});
	pen.restore();
}

function stroke(pen: Pen, color: string, path: () => void): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1.5;
	pen.beginPath();
	path();
	pen.stroke();
}
