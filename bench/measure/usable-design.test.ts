import { expect, test } from "vitest";
import { usableDesign } from "./usable-design.ts";

const mysql = { optimizer_switch: "index_merge=on,use_invisible_indexes=off,skip_scan=on" };
const without = { optimizer_switch: "index_merge=on,skip_scan=on" };

test("a server that can hide indexes per session gets the design that was asked for", () => {
	expect(usableDesign({ design: "paired", mode: "timed" }, mysql)).toBe("paired");
	expect(usableDesign({ design: "sequential", mode: "timed" }, mysql)).toBe("sequential");
});

test("one that cannot, or does not tell, gets the sequential design", () => {
	expect(usableDesign({ design: "paired", mode: "timed" }, without)).toBe("sequential");
	expect(usableDesign({ design: "paired", mode: "timed" }, {})).toBe("sequential");
});

test.each(["counters", "null"] as const)("the mode %s needs the switch, and says so", (mode) => {
	expect(usableDesign({ design: "paired", mode }, mysql)).toBe("paired");
	expect(() => usableDesign({ design: "paired", mode }, without)).toThrow(/no use_invisible_indexes switch/);
});
