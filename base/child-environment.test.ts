import { expect, test } from "vitest";
import { childEnvironment } from "./child-environment.ts";

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
