/** MySQL's limit, in characters. */
const LONGEST_NAME = 64;

/**
 * Why a table, column or index cannot be called so, to come after its name; undefined when it can. MySQL itself refuses
 * characters beyond the basic plane; query builders and drivers pass a backtick, a full stop or a question mark on as syntax.
 */
export function whyNoName(name: string): string | undefined {
	if (name === "") return "is empty";
	if (name.length > LONGEST_NAME) return `has more than ${LONGEST_NAME} characters`;
	if (/\s$/.test(name)) return "ends with a space";
	if (/[\0\ud800-\udfff]/.test(name)) return "holds a character that MySQL allows in no name";
	const sign = /[`.?]/.exec(name)?.[0];
	return sign === undefined ? undefined : `holds ${sign}, which query builders take for syntax`;
}
