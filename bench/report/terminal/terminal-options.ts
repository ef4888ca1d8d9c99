/** How wide a text for a terminal may be, and whether it may be coloured. */
export interface TerminalOptions {
	/** Columns of the terminal. */
	readonly width: number;
	readonly color: boolean;
}

const WIDTH_WITHOUT_TERMINAL = 120;

/** What suits a stream: as wide as the terminal, in colour only on one, and not with NO_COLOR. */
export function terminalOptions(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): TerminalOptions {
	const color = stream.isTTY === true && !environment.NO_COLOR;
	return { width: stream.columns ?? WIDTH_WITHOUT_TERMINAL, color };
}
