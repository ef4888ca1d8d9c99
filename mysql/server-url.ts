import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { BenchError, messageOf } from "../base/errors.ts";
import type { Address } from "./connect.ts";

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
 * @param tlsCa file of the certificate authority, in place of ssl-ca; encrypts connections within this machine too.
 * Without ssl-mode, connections to other machines are encrypted and verified, those within this machine are not.
 * @throws BenchError "usage" that never shows the URL.
 */
export function parseServerUrl(text: string, tlsCa?: string): ServerUrl {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	// Where a password's / ? or # ends the authority, the rest of it would be taken for a host or a database and be told.
	if (text.split("@").length > 2 || `${url?.pathname}${url?.search}${url?.hash}`.includes("@")) {
		throw new BenchError(
			"usage",
			"The server URL has an @ that is not the one before the host.",
			"Percent-encode @ / ? # in user and password: %40 %2F %3F %23.",
		);
	}
	if (url?.protocol !== "mysql:" || url.hostname === "") {
		throw new BenchError("usage", "The server URL is not of the form mysql://user:password@host:port.", FORM);
	}
	if (url.username === "") throw new BenchError("usage", "The server URL names no user.", FORM);
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	const ssl = sslOptions(url.searchParams, host, tlsCa);
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

function sslOptions(parameters: URLSearchParams, host: string, tlsCa: string | undefined): Address["ssl"] {
	const unknown = [...parameters.keys()].filter((name) => name !== "ssl-mode" && name !== "ssl-ca");
	if (unknown.length > 0) {
		throw new BenchError(
			"usage",
			`The server URL has an unknown parameter: ${unknown[0]}.`,
			"Known are ssl-mode and ssl-ca.",
		);
	}
	const authority = tlsCa ?? (parameters.get("ssl-ca") || undefined);
	const byDefault = isLoopback(host) ? (authority === undefined ? "DISABLED" : "VERIFY_CA") : "VERIFY_IDENTITY";
	const wanted = parameters.get("ssl-mode")?.toUpperCase() ?? byDefault;
	const mode = SSL_MODES.find((known) => known === wanted);
	if (!mode) {
		throw new BenchError("usage", `The server URL's ssl-mode is none of ${SSL_MODES.join(", ")}.`, FORM);
	}
	if (authority !== undefined && (mode === "DISABLED" || mode === "REQUIRED")) {
		throw new BenchError(
			"usage",
			`A certificate authority is named, yet ssl-mode=${mode} checks no certificate.`,
			"Leave out one of the two, or use VERIFY_CA or VERIFY_IDENTITY.",
		);
	}
	if (mode === "DISABLED") return undefined;
	// The driver would look for "localhost" in the certificate instead of the address.
	if (mode === "VERIFY_IDENTITY" && isIP(host) !== 0) {
		throw new BenchError(
			"usage",
			"The identity of a server named by its IP address cannot be verified.",
			"Name it by the host name in its certificate, or add ?ssl-mode=VERIFY_CA and --tls-ca <file>.",
		);
	}
	return {
		rejectUnauthorized: mode !== "REQUIRED",
		verifyIdentity: mode === "VERIFY_IDENTITY",
		...(authority !== undefined ? { ca: certificate(authority) } : {}),
	};
}

function certificate(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new BenchError(
			"usage",
			`The file of the certificate authority cannot be read: ${messageOf(error)}.`,
			"Name a readable PEM file.",
		);
	}
}

/** Whether traffic to the host stays within this machine. */
export function isLoopback(host: string): boolean {
	return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
