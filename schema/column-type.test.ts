import { expect, test } from "vitest";
import { isBinary, isText, parseColumnType } from "./column-type.ts";

test.each([
	["int", { base: "int", unsigned: false }],
	["INT(11) UNSIGNED ZEROFILL", { base: "int", length: 11, unsigned: true }],
	["bigint unsigned", { base: "bigint", unsigned: true }],
	["boolean", { base: "tinyint", length: 1 }],
	["serial", { base: "bigint", unsigned: true }],
	["decimal(65,30)", { base: "decimal", length: 65, scale: 30 }],
	["decimal( 10 , 2 ) unsigned", { base: "decimal", length: 10, scale: 2, unsigned: true }],
	["double precision", { base: "double" }],
	["datetime(6)", { base: "datetime", length: 6 }],
	["varchar(20) character set latin1", { base: "varchar", length: 20, charset: "latin1" }],
	["enum('new','it''s','ol,d','a)b','b\\\\c')", { base: "enum", values: ["new", "it's", "ol,d", "a)b", "b\\c"] }],
	["set('a','b') CHARACTER SET ascii", { base: "set", values: ["a", "b"], charset: "ascii" }],
	["geometry srid 4326", { base: "geometry", srid: 4326 }],
	["vector(3)", { base: "vector", length: 3 }],
])("%s", (text, expected) => {
	expect(parseColumnType(text)).toMatchObject(expected);
});

test("bytes and text are told apart", () => {
	const kinds = ["binary(16)", "longblob", "bit(3)", "point", "varchar(9)", "enum('a')", "json", "int"];
	expect(kinds.filter((text) => isBinary(parseColumnType(text)))).toEqual(kinds.slice(0, 4));
	expect(kinds.filter((text) => isText(parseColumnType(text)))).toEqual(["varchar(9)", "enum('a')"]);
});
