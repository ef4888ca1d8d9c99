/** Under which heading of the help a flag stands. */
export type FlagGroup =
	| "Server:"
	| "Data:"
	| "What is measured:"
	| "What counts:"
	| "What else is found out:"
	| "What comes of it:"
	| "Instead:";

/** Another flag that cannot be given together with this one. */
export interface Contradiction {
	readonly flag: string;
	/** Only with this value of the other; by default with any that is set. */
	readonly is?: unknown;
	/** Only when this holds of all values. */
	readonly when?: (values: Readonly<Record<string, unknown>>) => boolean;
	/** Completes "... contradict each other: --this-flag ". */
	readonly why?: string;
}

/** Something that a flag cannot do without. */
export interface Need {
	readonly flag: string;
	/** A variable of the environment that does as well. */
	readonly orVariable?: string;
	/** Only with this value of the flag itself; by default with any that is set. */
	readonly is?: unknown;
	/** Says how to get it. */
	readonly remedy: string;
}

interface Described {
	readonly group: FlagGroup;
	/** One line of the help, without a full stop. */
	readonly help: string;
	/** False where a forgotten variable would make the command another one. */
	readonly hasVariable?: false;
	/** Whether a run that is continued goes on with what it was started with. */
	readonly restored?: true;
	/** Whether it says how a run answers, and asks nothing: another value leaves nothing of a complete run to measure. */
	readonly manner?: true;
	/** Whether --no-<flag> may be typed for --<flag> none. */
	readonly canBeNone?: true;
	readonly contradicts?: readonly Contradiction[];
	readonly needs?: readonly Need[];
}

/**
 * One flag of the command line with its variable of the environment. T is what a command gets, the default included.
 * Its name is its key in a table: `queryTimeout` is --query-timeout and INDEX_IMPACT_QUERY_TIMEOUT.
 */
export interface Flag<T> extends Described {
	readonly kind: "switch" | "one" | "optional" | "many";
	/** In the help: "<seconds>"; "[scales]" where the value may be left out; "" for a switch. */
	readonly value: string;
	readonly choices?: readonly string[];
	/** How one would type the default; absent where there is none, or none that can be typed. */
	readonly usual?: string;
	/** What a command gets where nothing is given. @param folder where a relative path starts. */
	readonly otherwise: (folder: string) => T;
	/** Parts the values of one variable; by default ";". */
	readonly separator?: RegExp;
	/** @param folder where a relative path starts. @throws WrongValue */
	readonly read: (text: string, folder: string) => unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: a table holds flags of every type, and each command sees its own.
export type Flags = Readonly<Record<string, Flag<any>>>;

/** What a command gets of its flags. */
export type Values<F extends Flags> = { readonly [Name in keyof F]: F[Name] extends Flag<infer T> ? T : never };

/** A value that a flag does not take; the message says in a sentence what it takes. */
export class WrongValue extends Error {}

type Reader<T> = (text: string, folder: string) => T;

export function switchFlag(described: Described): Flag<boolean> {
	return { ...described, kind: "switch", value: "", read: () => true, otherwise: () => false };
}

interface OneValue<T> extends Described {
	readonly value: string;
	readonly read: Reader<T>;
}

export function oneFlag<T>(described: OneValue<T> & { readonly usual: string }): Flag<T>;
export function oneFlag<T>(described: OneValue<T>): Flag<T | undefined>;
export function oneFlag<T>(described: OneValue<T> & { readonly usual?: string }): Flag<T | undefined> {
	const { usual, read } = described;
	return { ...described, kind: "one", otherwise: (folder) => (usual === undefined ? undefined : read(usual, folder)) };
}

interface Choice<C extends string> extends Described {
	readonly value: string;
	readonly choices: readonly C[];
}

export function choiceFlag<const C extends string>(described: Choice<C> & { readonly usual: NoInfer<C> }): Flag<C>;
export function choiceFlag<const C extends string>(described: Choice<C>): Flag<C | undefined>;
export function choiceFlag<const C extends string>(described: Choice<C> & { usual?: C }): Flag<C | undefined> {
	const { choices } = described;
	const read = (text: string) => {
		const chosen = choices.find((choice) => choice === text);
		if (chosen === undefined) throw new WrongValue(`It takes one of ${choices.join(", ")}.`);
		return chosen;
	};
	return oneFlag<C>({ ...described, read });
}

/** A flag whose value may be left out: then it is true. */
export function optionalFlag<T>(described: OneValue<T>): Flag<T | true | undefined> {
	return { ...described, kind: "optional", otherwise: () => undefined };
}

/** A flag that may be given several times. */
export function manyFlag<T>(described: OneValue<T> & { readonly separator?: RegExp }): Flag<readonly T[]> {
	return { ...described, kind: "many", otherwise: () => [] };
}
