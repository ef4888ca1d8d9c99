import { expect, test } from "vitest";
import { readableDigest } from "./hidden-constants.ts";

const columnsOf = (table: string) => (table === "orders" ? ["id", "state", "total", "placed"] : undefined);
const read = (text: string) => readableDigest(text, columnsOf);

test("what meets a column stays a parameter, a list of any length is a short one", () => {
	expect(read("SELECT * FROM orders WHERE state IN (...) AND id = ? LIMIT ?")).toEqual({
		sql: "SELECT * FROM orders WHERE state IN(?, ?, ?) AND id = ? LIMIT ?",
		assumed: 0,
	});
});

test("in a condition nothing can stand for a constant that meets no column", () => {
	for (const condition of ["total + ? < id", "placed > now( ) - INTERVAL ? DAY"]) {
		const text = `SELECT COUNT( * ) FROM orders WHERE ${condition}`;
		expect(read(text)).toEqual({ sql: text, assumed: 0 });
	}
	const inside = "SELECT ( SELECT COUNT( * ) FROM orders WHERE total + ? > id ) , ? FROM orders";
	expect(read(inside).sql).toBe("SELECT( SELECT COUNT( * ) FROM orders WHERE total + ? > id ) , 0 FROM orders");
});

test("constants of functions, types and results are no parameters", () => {
	expect(read("SELECT COALESCE ( SUM ( total ) , ? ) FROM orders WHERE state = ?")).toEqual({
		sql: "SELECT COALESCE( SUM( total ) , 0 ) FROM orders WHERE state = ?",
		assumed: 1,
	});
	const cast = "SELECT COUNT ( CASE WHEN state = ? THEN ? END ) FROM orders WHERE CAST ( total AS DECIMAL (...) ) > ?";
	expect(read(cast)).toEqual({
		sql: "SELECT COUNT( CASE WHEN state = ? THEN 0 END ) FROM orders WHERE CAST( total AS DECIMAL(30, 6) ) > ?",
		assumed: 1,
	});
});
