import { BenchError, codeOf, messageOf } from "../base/errors.ts";
import type { Address } from "./connect.ts";

const ACCESS = "Check the user, the password and the host the user may come from.";
const TLS =
	"Name the certificate authority with --tls-ca <file>, or lower the check with ?ssl-mode=REQUIRED or DISABLED.";

/** One sentence and a remedy per way in which a server named by URL refuses. */
const EXPLANATIONS: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
	ER_ACCESS_DENIED_ERROR: ["refuses the user or the password", ACCESS],
	ER_ACCESS_DENIED_NO_PASSWORD_ERROR: ["refuses the user without a password", ACCESS],
	ER_HOST_NOT_PRIVILEGED: ["accepts no connections from this machine", ACCESS],
	ER_ACCOUNT_HAS_BEEN_LOCKED: ["has locked this user's account", "Ask its administrator."],
	ER_MUST_CHANGE_PASSWORD_LOGIN: ["wants this user's password changed first", "Change it with the mysql client."],
	ER_CON_COUNT_ERROR: ["has no connection to spare", "Wait, or have max_connections raised."],
	ER_SECURE_TRANSPORT_REQUIRED: ["accepts encrypted connections only", "Add ?ssl-mode=REQUIRED or VERIFY_IDENTITY."],
	ENOTFOUND: ["has a name that cannot be resolved", "Check the host in the URL."],
	EAI_AGAIN: ["has a name that cannot be resolved", "Check the host in the URL and the network."],
	ECONNREFUSED: ["does not listen on that port", "Check the port, and that MySQL runs there."],
	ETIMEDOUT: ["does not answer", "Check the host, the port and the firewall between."],
	PROTOCOL_SEQUENCE_TIMEOUT: ["lets in and then does not answer", "See that it is healthy and not overloaded."],
	EHOSTUNREACH: ["cannot be reached", "Check the host and the network."],
	ENETUNREACH: ["cannot be reached", "Check the host and the network."],
	ECONNRESET: ["ended the connection before it was made", "Check that a MySQL server listens on that port."],
	PROTOCOL_CONNECTION_LOST: ["ended the connection", "Check that a MySQL server listens on that port and is healthy."],
	HANDSHAKE_NO_SSL_SUPPORT: ["offers no encryption", "Add ?ssl-mode=DISABLED if the network between is trusted."],
	HANDSHAKE_SSL_ERROR: ["could not be verified", TLS],
	SELF_SIGNED_CERT_IN_CHAIN: ["has a certificate of an unknown authority", TLS],
	DEPTH_ZERO_SELF_SIGNED_CERT: ["has a certificate of an unknown authority", TLS],
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: ["has a certificate of an unknown authority", TLS],
	ERR_TLS_CERT_ALTNAME_INVALID: ["has a certificate for another name", TLS],
};

/**
 * What a failed connection to a server named by URL means. The thrown error itself is not passed on as the cause:
 * nobody can promise what a driver's error object holds.
 */
export function explainConnectionFailure(error: unknown, address: Address): BenchError {
	const where = `${address.host}:${address.port}`;
	const known = EXPLANATIONS[tlsCodeOf(error) ?? codeOf(error)];
	if (known) return new BenchError("environment", `The server at ${where} ${known[0]}.`, known[1]);
	const detail = withoutPassword(messageOf(error), address.password);
	return new BenchError(
		"environment",
		`The server at ${where} cannot be used: ${detail}`,
		"Check that the URL names a MySQL server and that it is healthy.",
	);
}

/** What was wrong with a certificate: the driver puts one code in place of all the reasons. */
function tlsCodeOf(error: unknown): string | undefined {
	if (codeOf(error) !== "HANDSHAKE_SSL_ERROR") return undefined;
	const reason = messageOf(error);
	if (/altnames/i.test(reason)) return "ERR_TLS_CERT_ALTNAME_INVALID";
	return /self-signed|unable to (verify|get)/i.test(reason) ? "UNABLE_TO_VERIFY_LEAF_SIGNATURE" : undefined;
}

function withoutPassword(text: string, password: string): string {
	if (password === "") return text;
	return text.replaceAll(password, "***").replaceAll(encodeURIComponent(password), "***");
}
