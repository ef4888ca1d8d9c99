/** How wide a text for a terminal may be, and whether it may be coloured. */
export interface TerminalOptions {
	/** Columns of the terminal. */
	readonly width: number;
	readonly color: boolean;
}

const WIDTH_WITHOUT_TERMINAL = 120;

/** What suits a stream: as wide as the terminal; in colour on one, unless FORCE_COLOR or NO_COLOR says otherwise. */
export function terminalOptions(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): TerminalOptions {
	const { FORCE_COLOR: forced, NO_COLOR: without } = environment;
	const color = forced ? !["0", "false"].includes(forced) : stream.isTTY === true && !without;
	return { width: stream.columns ?? WIDTH_WITHOUT_TERMINAL, color };
}
