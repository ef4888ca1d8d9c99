import { afterEach, expect, test, vi } from "vitest";
import { runProgram } from "./run-program.ts";

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
