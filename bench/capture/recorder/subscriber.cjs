"use strict";
/**
 * Runs inside the application, before its first line: counts what it asks through mysql2's tracing channels. Plain CommonJS for any
 * Node.js from 18 on, with no import of ours. What it has counted leaves the process encrypted, with a key that only the
 * recorder and this process know, since it still holds values: the recorder classes and forgets them.
 */
const { createCipheriv, randomBytes } = require("node:crypto");
const { subscribe } = require("node:diagnostics_channel");
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const { folder, key } = JSON.parse(process.env.INDEX_IMPACT_RECORDER || "{}");

/** Distinct texts, parameters of a text and values of a parameter that are told apart; what is beyond is counted together. */
const MOST_TEXTS = 2000;
const MOST_PARAMETERS = 40;
const MOST_VALUES = 1000;
const LONGEST_VALUE = 200;
/** A stack takes a hundred times as long as counting: it is taken of a text's first executions. */
const STACKS = 3;
const EVERY_MS = 5000;

/** Names in backticks stay; texts, numbers and comments go. */
const PARTS =
	/`(?:[^`]|``)*`|(?:\b(?:[xXbBnN]|_\w+)\s*)?'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|\/\*[\s\S]*?\*\/|--\s[^\n]*|#[^\n]*|\b0[xX][0-9a-fA-F]+\b|(?<![\w$`@])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w$])|\?/g;

const texts = new Map();
let unreadable = 0;
let changed = false;

/** A text without its literals, and these in their order. */
function split(sql) {
	const literals = [];
	const text = sql.replace(PARTS, (part) => {
		const first = part.charCodeAt(0);
		if (first === 0x60) return part;
		if (first === 0x2f || first === 0x23 || (first === 0x2d && part.charCodeAt(1) === 0x2d)) return " ";
		if (literals.length < MOST_PARAMETERS) literals.push(part);
		return "?";
	});
	return { text, literals };
}

function count(sql, values) {
	const { text, literals } = split(sql);
	let entry = texts.get(text);
	if (entry === undefined) {
		if (texts.size >= MOST_TEXTS || /['"]/.test(text)) {
			unreadable++;
			return;
		}
		entry = { executions: 0, sites: new Map(), parameters: [] };
		texts.set(text, entry);
	}
	changed = true;
	if (entry.executions++ < STACKS) site(entry.sites);
	let given = 0;
	for (let i = 0; i < literals.length; i++) {
		const literal = literals[i];
		note(entry, i, literal === "?" ? textOf(Array.isArray(values) ? values[given++] : undefined) : literal);
	}
}

function note(entry, at, value) {
	let parameter = entry.parameters[at];
	if (parameter === undefined) parameter = entry.parameters[at] = { nulls: 0, others: 0, values: new Map() };
	if (value === null) parameter.nulls++;
	else if (value === undefined || value.length > LONGEST_VALUE) parameter.others++;
	else {
		const seen = parameter.values.get(value);
		if (seen === undefined && parameter.values.size >= MOST_VALUES) parameter.others++;
		else parameter.values.set(value, (seen || 0) + 1);
	}
}

/** A bound value as a literal would say it; undefined for what no key is. */
function textOf(value) {
	if (value === null) return null;
	if (typeof value === "string") return `'${value.replace(/[\\']/g, "\\$&")}'`;
	if (typeof value === "number" || typeof value === "bigint") return String(value);
	if (typeof value === "boolean") return value ? "1" : "0";
	if (value instanceof Date) return `'${value.toISOString().slice(0, 23).replace("T", " ")}'`;
	return undefined;
}

/** The first place of the stack that is the application's own. */
function site(sites) {
	const limit = Error.stackTraceLimit;
	Error.stackTraceLimit = 40;
	const stack = new Error().stack || "";
	Error.stackTraceLimit = limit;
	for (const line of stack.split("\n").slice(1)) {
		if (/node_modules|node:|subscriber\.cjs|\bnative\b/.test(line)) continue;
		const found = /(?:file:\/\/)?((?:[A-Za-z]:)?[/\\][^()]*?):(\d+):\d+\)?$/.exec(line);
		if (found === null) continue;
		const place = `${found[1]}:${found[2]}`;
		sites.set(place, (sites.get(place) || 0) + 1);
		return;
	}
}

/** The version of the mysql2 that is loaded, to tell one without channels from an application that asks nothing. */
function mysql2Version() {
	const loaded = Object.keys(require("node:module")._cache).find((path) =>
		/[/\\]node_modules[/\\]mysql2[/\\]/.test(path),
	);
	for (let place = loaded && dirname(loaded); place && place !== dirname(place); place = dirname(place)) {
		try {
			const { name, version } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
			if (name === "mysql2") return version;
		} catch {}
	}
	return undefined;
}

const own = randomBytes(8).toString("hex");

function flush() {
	if (!changed && texts.size > 0) return;
	changed = false;
	const said = {
		mysql2: mysql2Version(),
		unreadable,
		texts: [...texts].map(([text, { executions, sites, parameters }]) => ({
			text,
			executions,
			sites: [...sites.keys()],
			parameters: parameters.map(({ nulls, others, values }) => ({ nulls, others, values: [...values] })),
		})),
	};
	if (said.mysql2 === undefined && texts.size === 0) return;
	try {
		const nonce = randomBytes(12);
		const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "hex"), nonce);
		const sealed = Buffer.concat([cipher.update(JSON.stringify(said), "utf8"), cipher.final()]);
		const file = join(folder, `${own}.sealed`);
		writeFileSync(`${file}.tmp`, Buffer.concat([nonce, cipher.getAuthTag(), sealed]), { mode: 0o600 });
		renameSync(`${file}.tmp`, file);
	} catch {
		// The recorder is gone; the application has to go on as if there had been none.
	}
}

if (folder !== undefined && key !== undefined) {
	const onStart = ({ query, values }) => {
		try {
			if (typeof query === "string") count(query, values);
		} catch {
			unreadable++;
		}
	};
	subscribe("tracing:mysql2:query:start", onStart);
	subscribe("tracing:mysql2:execute:start", onStart);
	setInterval(flush, EVERY_MS).unref();
	process.on("exit", flush);
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
		const onSignal = () => {
			flush();
			process.removeListener(signal, onSignal);
			// Where the application listens too, it ends by itself; else the signal does what it does without us.
			if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
		};
		process.on(signal, onSignal);
	}
}
