import { afterEach, expect, test, vi } from "vitest";
import { childEnvironment, runProgram } from "./run-program.ts";

afterEach(() => vi.unstubAllEnvs());

test("a program that is run does not see a password of the environment, but all else and what is meant for it", async () => {
	vi.stubEnv("DATABASE_URL", "mysql://a:b@c");
	vi.stubEnv("HARMLESS", "seen");
	const print = "console.log(JSON.stringify(process.env))";
	const { stdout } = await runProgram(process.execPath, ["-e", print], { env: { OWN: "given" } });
	const seen = JSON.parse(stdout);
	expect(seen).toMatchObject({ HARMLESS: "seen", OWN: "given" });
	expect(seen).not.toHaveProperty("DATABASE_URL");
});

test("a child gets the environment without what may hold a password", () => {
	const harmless = {
		PATH: "/bin",
		HOME: "/home/a",
		PWD: "/",
		http_proxy: "http://proxy:8080",
		NODE_OPTIONS: "",
		LANG: "C",
	};
	const secret = {
		DATABASE_URL: "mysql://a:b@c",
		INDEX_IMPACT_URL: "mysql://a:b@c",
		MYSQL_PWD: "b",
		MYSQL_ROOT_PASSWORD: "b",
		REPLICA_DATABASE_URL: "mysql://a:b@c",
		NPM_TOKEN: "b",
		AWS_SECRET_ACCESS_KEY: "b",
	};
	expect(childEnvironment({ ...harmless, ...secret })).toEqual(harmless);
});
