import { expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { parseServerUrl } from "./server-url.ts";

function refusal(url: string): BenchError {
	try {
		parseServerUrl(url);
	} catch (error) {
		if (error instanceof BenchError) return error;
	}
	throw new Error("the URL was accepted");
}

test("a URL gives host, port, user and password, percent-decoded", () => {
	expect(parseServerUrl("mysql://an%40na:p%2Fw%25@localhost:3307/shop")).toEqual({
		address: { host: "localhost", port: 3307, user: "an@na", password: "p/w%" },
		database: "shop",
	});
});

test("the port is 3306 unless it is given, and the database may be missing", () => {
	expect(parseServerUrl("mysql://root@127.0.0.1")).toMatchObject({ address: { port: 3306 }, database: undefined });
});

test("an IPv6 host loses its brackets", () => {
	expect(parseServerUrl("mysql://root@[::1]:3306").address.host).toBe("::1");
});

test("a connection to another machine is encrypted and verified", () => {
	expect(parseServerUrl("mysql://u:p@db.example.org").address.ssl).toEqual({
		rejectUnauthorized: true,
		verifyIdentity: true,
	});
});

test("a connection within this machine is not encrypted", () => {
	expect(parseServerUrl("mysql://u:p@127.0.0.1").address.ssl).toBeUndefined();
});

test("ssl-mode lowers the check as MySQL's own clients do", () => {
	expect(parseServerUrl("mysql://u:p@db?ssl-mode=required").address.ssl).toMatchObject({ rejectUnauthorized: false });
	expect(parseServerUrl("mysql://u:p@db?ssl-mode=VERIFY_CA").address.ssl).toMatchObject({ verifyIdentity: false });
	expect(parseServerUrl("mysql://u:p@db?ssl-mode=disabled").address.ssl).toBeUndefined();
});

test("an authority that is named is asked for, within this machine too", () => {
	const { ssl } = parseServerUrl("mysql://u:p@127.0.0.1", import.meta.filename).address;
	expect(ssl).toMatchObject({
		rejectUnauthorized: true,
		verifyIdentity: false,
		ca: expect.stringContaining("an authority that is named"),
	});
	expect(parseServerUrl("mysql://u:p@db", import.meta.filename).address.ssl).toMatchObject({ verifyIdentity: true });
});

test.each(["DISABLED", "REQUIRED"])("an authority that ssl-mode=%s would not ask is a contradiction", (mode) => {
	const parse = () => parseServerUrl(`mysql://u:p@db?ssl-mode=${mode}`, import.meta.filename);
	expect(parse).toThrow(`ssl-mode=${mode} checks no certificate`);
});

test("a server named by its address cannot be verified by name, and is not taken unverified either", () => {
	const error = refusal("mysql://u:geheim@192.0.2.7");
	expect(error).toMatchObject({ kind: "usage", remedy: expect.stringContaining("ssl-mode=VERIFY_CA") });
	expect(parseServerUrl("mysql://u:p@[2001:db8::1]?ssl-mode=VERIFY_CA").address.ssl).toMatchObject({
		rejectUnauthorized: true,
	});
});

test.each([
	"geheim",
	"postgres://u:geheim@db",
	"mysql://u:geheim@db:99999",
	"mysql://u:geheim%@db",
	"mysql://u:first@geheim/x@127.0.0.1:1",
	"mysql://u:geheim?x@127.0.0.1:1",
	"mysql://u:1/geheim@db",
	"mysql://u:1#geheim@db",
	"mysql://u:geh@eim@geheim",
	"mysql://:geheim@db",
	"mysql://u:geheim@db?ssl-mode=maybe",
	"mysql://u:geheim@db?tls=on",
	"mysql://u:geheim@db?ssl-ca=/no/such/file.pem",
])("%s is a usage error that keeps the password to itself", (url) => {
	const error = refusal(url);
	expect(error.kind).toBe("usage");
	expect(`${error.message} ${error.remedy}`).not.toContain("geheim");
});
