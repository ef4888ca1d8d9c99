import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Progress, slowTask } from "./progress.ts";

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

/** Notes what is shown. */
function noted(): { readonly progress: Progress; readonly shown: string[] } {
	const shown: string[] = [];
	const progress: Progress = {
		notice: () => {},
		task: (title, total, unit) => {
			shown.push(`${title}: ${total} ${unit}`);
			return { update: (done) => shown.push(`at ${done}`), finish: () => shown.push("finished") };
		},
	};
	return { progress, shown };
}

const work = { title: "checking", total: 3, unit: "checks" };

test("what is over in a moment is not shown", async () => {
	const { progress, shown } = noted();
	expect(await slowTask(progress, work, async (update) => update(3))).toBeUndefined();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(shown).toEqual([]);
});

test("what takes long is shown with how far it had come, and to its end", async () => {
	const { progress, shown } = noted();
	const result = slowTask(progress, work, async (update) => {
		update(1);
		await vi.advanceTimersByTimeAsync(6000);
		update(2);
		return "done";
	});
	expect(await result).toBe("done");
	expect(shown).toEqual(["checking: 3 checks", "at 1", "at 2", "finished"]);
});

test("what fails is not shown afterwards", async () => {
	const { progress, shown } = noted();
	const failing = slowTask(progress, work, async () => {
		throw new Error("no");
	});
	await expect(failing).rejects.toThrow("no");
	await vi.advanceTimersByTimeAsync(60_000);
	expect(shown).toEqual([]);
});
