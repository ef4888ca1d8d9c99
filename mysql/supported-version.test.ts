import { expect, test } from "vitest";
import { parseMysqldVersion } from "../bench/server/mysqld-program.ts";
import { isSupported, plainVersion, refuseUnfit } from "./supported-version.ts";

test.each([
	["/usr/sbin/mysqld  Ver 8.0.44-0ubuntu0.24.04.1 for Linux on x86_64 ((Ubuntu))", "8.0.44", false],
	["/usr/local/mysql/bin/mysqld  Ver 8.4.3 for macos14 on arm64 (MySQL Community Server - GPL)", "8.4.3", false],
	[
		"mariadbd  Ver 11.8.9-MariaDB-4 from Debian for debian-linux-gnu on x86_64 (-- Please help get to 10k stars at https://github.com/MariaDB/Server)",
		"11.8.9",
		true,
	],
	["mysqld  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)", "10.11.14", true],
])("%s", (text, version, mariadb) => {
	expect(parseMysqldVersion(text)).toEqual({ version, mariadb });
});

test("a program that says something else is not taken for a server", () => {
	expect(parseMysqldVersion("hello")).toBeUndefined();
});

test.each([
	["5.7.44", false],
	["8.0.17", false],
	["8.0.18", true],
	["8.4.0", true],
	["9.7.4", true],
])("MySQL %s is supported: %s", (version, supported) => {
	expect(isSupported(version)).toBe(supported);
});

test("a distribution's suffix is no part of the version", () => {
	expect(plainVersion("8.0.44-0ubuntu0.24.04.1")).toBe("8.0.44");
});

test("MariaDB is refused by name, with what it lacks", () => {
	expect(() => refuseUnfit("11.8.3-MariaDB-1 from Debian", "The server at db:3306")).toThrow(
		"The server at db:3306 is MariaDB 11.8.3, which has neither use_invisible_indexes nor EXPLAIN ANALYZE.",
	);
});
