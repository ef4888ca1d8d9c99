import { choiceFlag, oneFlag, switchFlag } from "./flag.ts";
import { path, positiveNumber, suiteText, text, wholeNumber } from "./readers.ts";

/** Where the MySQL comes from, and which data it holds. */
export const SERVER = {
	server: choiceFlag({
		group: "Server:",
		value: "<source>",
		help: "where the MySQL comes from",
		choices: ["auto", "container", "packages", "local", "url"],
		usual: "auto",
		restored: true,
		needs: [
			{
				flag: "url",
				is: "url",
				orVariable: "DATABASE_URL",
				remedy: "Add --url mysql://user:password@host:3306 or set DATABASE_URL.",
			},
		],
	}),
	url: oneFlag({
		group: "Server:",
		value: "<url>",
		help: "a server of yours, mysql://user:password@host:port (also DATABASE_URL)",
		read: text,
		contradicts: ["container", "packages", "local"].map((is) => ({ flag: "server", is })),
	}),
	tlsCa: oneFlag({
		group: "Server:",
		value: "<file>",
		help: "certificate authority (PEM) that the URL's server must be certified by",
		read: path,
		restored: true,
		needs: [{ flag: "url", orVariable: "DATABASE_URL", remedy: "Add --url or DATABASE_URL, or leave it out." }],
	}),
	allowSharedServer: switchFlag({
		group: "Server:",
		help: "use the URL's server even if others seem to depend on it",
		restored: true,
	}),
	mysql: oneFlag({
		group: "Server:",
		value: "<tag>",
		help: "tag of the official image when a container is used",
		read: text,
		usual: "8.4",
		restored: true,
	}),
	image: oneFlag({ group: "Server:", value: "<name>", help: "any other MySQL image for the container", read: text }),
	cacheLimit: oneFlag({
		group: "Server:",
		value: "<gigabytes>",
		help: "kept data folders take no more, nor do an engine's images; the least recently used go first",
		read: positiveNumber,
		usual: "20",
	}),
	suite: oneFlag({
		group: "Data:",
		value: "<id>",
		help: "a suite in place of the project's schema: perf-001, or a file of your own, ./my-suite.ts",
		read: suiteText,
		restored: true,
	}),
	config: oneFlag({
		group: "Data:",
		value: "<file>",
		help: "the project's config; by default index-impact.config.ts here or above",
		read: path,
		restored: true,
	}),
	scale: oneFlag({
		group: "Data:",
		value: "<scale>",
		help: "smoke, terp, production, x10, or a factor of production from 0.01 to 100",
		read: text,
		usual: "production",
		restored: true,
	}),
	seed: oneFlag({
		group: "Data:",
		value: "<number>",
		help: "the same seed gives the same data and the same order",
		read: wholeNumber,
		usual: "1",
		restored: true,
	}),
	schema: oneFlag({
		group: "Data:",
		value: "<files>",
		help: "the Drizzle schema: a file, folder or glob; by default as drizzle.config says",
		read: text,
		restored: true,
	}),
};
