import { quoted } from "../../mysql/sql/identifiers.ts";
import type { ViewModel } from "../model.ts";

/** The statements that make views, those that others read first; those that exist outside the schema are left out. */
export function createViews(views: readonly ViewModel[]): readonly string[] {
	return inOrder(views.filter(({ sql }) => sql !== undefined)).map(createView);
}

function createView({ name, sql = "", algorithm, sqlSecurity, withCheckOption }: ViewModel): string {
	return [
		"CREATE",
		...(algorithm !== undefined ? [`ALGORITHM = ${algorithm.toUpperCase()}`] : []),
		...(sqlSecurity !== undefined ? [`SQL SECURITY ${sqlSecurity.toUpperCase()}`] : []),
		`VIEW ${quoted(name)} AS ${sql}`,
		...(withCheckOption !== undefined ? [`WITH ${withCheckOption.toUpperCase()} CHECK OPTION`] : []),
	].join(" ");
}

function inOrder(views: readonly ViewModel[]): readonly ViewModel[] {
	const done: ViewModel[] = [];
	const left = [...views];
	while (left.length > 0) {
		const ready = left.findIndex(({ name, sql = "" }) =>
			left.every((other) => other.name === name || !sql.includes(quoted(other.name))),
		);
		done.push(...left.splice(Math.max(ready, 0), 1));
	}
	return done;
}
