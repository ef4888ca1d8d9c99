import { expect, test } from "vitest";
import { type AskedQuery, queriesByTable } from "../../usage/query-load.ts";
import { audit } from "../audit.ts";
import { foundBy, model } from "../fixtures/model.ts";

const schema = model({
	users: { columns: { id: "int not null", email: "varchar(90)" }, indexes: { one: "unique (email)" } },
	orders: {
		columns: { id: "int not null", user_id: "int", state: "varchar(9)", day: "date", note: "text" },
		indexes: { by_day: "(day)" },
	},
});

const asked = (text: string, counted: Partial<AskedQuery> = {}): AskedQuery => ({ text, name: text, ...counted });
const found = (...queries: readonly AskedQuery[]) =>
	foundBy("unindexed-query", schema, { queries: queriesByTable(queries, schema) });

test("without queries it says nothing, and asks for them", () => {
	expect(foundBy("unindexed-query", schema)).toEqual([]);
	expect(audit(schema).tried).not.toContain("unindexed-query");
});

test("a statement whose conditions no index leads with is found, its fixed columns before a bounded one", () => {
	expect(found(asked("select * from orders where id > 5 and user_id = ? and state in (?)"))).toEqual([]);
	expect(found(asked("select * from orders where user_id = ? and state in (?, ?) limit 10"))).toMatchObject([
		{ columns: ["user_id", "state"], remedy: { kind: "add" }, confidence: "possible", why: { kind: "query-uses-it" } },
	]);
});

test("the side of a join that is looked up is found, and not the side that looks", () => {
	const join = "select * from users u join orders o on o.user_id = u.id where u.email = ?";
	expect(found(asked(join))).toMatchObject([{ table: "orders", columns: ["user_id"] }]);
	expect(found(asked("select * from orders o join users u on u.id = o.user_id where o.day = ?"))).toEqual([]);
});

test("what an index serves, what the server answered by an index, and what no index could serve is left out", () => {
	expect(found(asked("select * from orders where day > ? order by day limit 5"))).toEqual([]);
	expect(found(asked("select * from orders where user_id = ?", { noIndex: 0 }))).toEqual([]);
	expect(found(asked("select * from orders"), asked("select * from orders where note = ?"))).toEqual([]);
});

test("statements with the same columns are one finding, the one that reads most first, with what the server counted", () => {
	const one = asked("select id from orders where user_id = ?", { executions: 10, rowsExamined: 900, noIndex: 1 });
	const worse = asked("select state from orders where user_id = ?", {
		...{ executions: 500, rowsExamined: 1000, rowsSent: 2, noIndex: 0.9 },
	});
	expect(found(one, worse)).toMatchObject([
		{
			evidence: { query: worse.text, statements: 2, executions: 510, rowsExamined: 1000, rowsSent: 2 },
			confidence: "likely",
			why: { kind: "server-shows-it" },
		},
	]);
});

test("findings are ranked by the rows that are read for want of an index", () => {
	const queries = queriesByTable(
		[
			asked("select * from orders where user_id = ?", { executions: 1, rowsExamined: 50, noIndex: 1 }),
			asked("select * from orders where state = ?", { executions: 1000, rowsExamined: 50, noIndex: 1 }),
		],
		schema,
	);
	const columns = audit(schema, { queries }).findings.flatMap(({ rule, columns }) =>
		rule === "unindexed-query" ? [columns[0]] : [],
	);
	expect(columns).toEqual(["state", "user_id"]);
});
