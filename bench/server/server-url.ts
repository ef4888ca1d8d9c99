import { readFileSync } from "node:fs";
import { BenchError, messageOf } from "../../seed/errors.ts";
import type { Address } from "../../seed/mysql.ts";

/** What a server URL says. */
export interface ServerUrl {
	readonly address: Address;
	/** The database it names, if any; the run works in one of its own. */
	readonly database: string | undefined;
}

const SSL_MODES = ["DISABLED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"] as const;
const FORM =
	"Write it as mysql://user:password@host:3306/?ssl-mode=VERIFY_IDENTITY (percent-encode special characters).";

/**
 * Reads mysql://user:password@host:port/database?ssl-mode=...&ssl-ca=file.
 * Without ssl-mode, connections to other machines are encrypted and verified, those within this machine are not.
 * @throws BenchError "usage" that never shows the URL.
 */
export function parseServerUrl(text: string): ServerUrl {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== "mysql:" || url.hostname === "") {
		throw new BenchError("usage", "The server URL is not of the form mysql://user:password@host:port.", FORM);
	}
	if (url.username === "") throw new BenchError("usage", "The server URL names no user.", FORM);
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	const ssl = sslOptions(url.searchParams, host);
	return {
		address: {
			host,
			port: url.port === "" ? 3306 : Number(url.port),
			user: decoded(url.username),
			password: decoded(url.password),
			...(ssl ? { ssl } : {}),
		},
		database: decoded(url.pathname.slice(1)) || undefined,
	};
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new BenchError(
			"usage",
			"The server URL holds a % that starts no percent-encoding.",
			"Write a % itself as %25.",
		);
	}
}

function sslOptions(parameters: URLSearchParams, host: string): Address["ssl"] {
	const unknown = [...parameters.keys()].filter((name) => name !== "ssl-mode" && name !== "ssl-ca");
	if (unknown.length > 0) {
		throw new BenchError(
			"usage",
			`The server URL has an unknown parameter: ${unknown[0]}.`,
			"Known are ssl-mode and ssl-ca.",
		);
	}
	const wanted = parameters.get("ssl-mode")?.toUpperCase() ?? (isLoopback(host) ? "DISABLED" : "VERIFY_IDENTITY");
	const mode = SSL_MODES.find((known) => known === wanted);
	if (!mode) {
		throw new BenchError("usage", `The server URL's ssl-mode is none of ${SSL_MODES.join(", ")}.`, FORM);
	}
	if (mode === "DISABLED") return undefined;
	const authority = parameters.get("ssl-ca");
	return {
		rejectUnauthorized: mode !== "REQUIRED",
		verifyIdentity: mode === "VERIFY_IDENTITY",
		...(authority ? { ca: certificate(authority) } : {}),
	};
}

function certificate(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new BenchError(
			"usage",
			`The certificate file of the server URL's ssl-ca cannot be read: ${messageOf(error)}.`,
			"Name a readable PEM file.",
		);
	}
}

/** Whether traffic to the host stays within this machine. */
export function isLoopback(host: string): boolean {
	return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
