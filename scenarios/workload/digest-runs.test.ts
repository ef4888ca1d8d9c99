import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { readableDigest } from "./hidden-constants.ts";

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
	orders: ["id", "state", "total", "placed", "doc", "body"],
	items: ["id", "order_id", "qty"],
};

let server: Server;
let connection: Connection;
beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	connection = await real.connect();
	await connection.query(
		"CREATE TABLE orders (id INT PRIMARY KEY, state VARCHAR(20), total DECIMAL(10,2), placed DATETIME, doc JSON, body TEXT, FULLTEXT KEY (body), KEY k (state))",
	);
	await connection.query("CREATE TABLE items (id INT PRIMARY KEY, order_id INT, qty INT, KEY (order_id))");
	await connection.query(`INSERT INTO orders VALUES (1, 'a', 3, NOW(), '{"a": [1]}', 'beer')`);
});
afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

test.each([
	"select count(*), max(placed) as last, min(total), sum(total) from orders where state = 'x'",
	"select coalesce(sum(total), 0) from orders where state in ('a','b','c')",
	"select * from orders where placed > now() - interval 30 day and state = 'x' limit 10 offset 5",
	"select date(placed), count(distinct state) from orders where date(placed) = '2026-01-01' group by date(placed)",
	"select group_concat(distinct state order by state separator ',') from orders where id = 3",
	"select json_extract(doc, '$.a'), doc->>'$.b', json_unquote(doc->'$.a') from orders where id = 1",
	"select case when total > 5 then 'big' else 'small' end, if(total > 3, 1, 0), if(state, 'a', 'b') from orders where id between 1 and 9",
	"select concat(state, '-', id), lower(state), substring(state, 1, 3), trim(state) from orders where lower(state) like 'a%'",
	"select * from orders o where exists (select 1 from items i where i.order_id = o.id and i.qty > 3) and o.state <> 'x'",
	"select o.id from orders o left join items i on i.order_id = o.id and i.qty = 3 where i.id is null order by o.placed desc limit 5",
	"(select id from orders where state = 'a') union all (select id from orders where state = 'b') order by id limit 3",
	"with t as (select state, row_number() over (partition by state order by placed) as n from orders where total > 3) select * from t where n = 1",
	"select state, rank() over (order by count(*) desc) from orders where id > 3 group by state having count(*) > 2",
	"select cast(total as unsigned), convert(state using utf8mb4), cast(total as decimal(8,3)), cast(placed as date) from orders where id = 1",
	"select extract(year from placed), date_format(placed, '%Y-%m') from orders where year(placed) = 2026",
	"select * from orders where match(body) against ('beer' in boolean mode) and id > 3",
	"select * from orders force index (k) where state = 'x' order by field(state, 'a', 'b', 'c')",
	"select state from orders where (state, id) in (('a', 1), ('b', 2))",
	"select round(avg(total), 2), greatest(total, 3), ifnull(state, 'x'), nullif(total, 0) from orders where id = 3 group by total",
	"select timestampdiff(day, placed, now()), unix_timestamp(placed) from orders where placed < '2026-01-01 00:00:00'",
	"select position('a' in state), locate('a', state), replace(state, 'a', 'b') from orders where left(state, 2) = 'ab'",
	"select curdate(), current_timestamp, current_date, utc_timestamp, sysdate() from orders where id = 1",
	"select count(*) over (), lag(total, 1) over (order by id), first_value(total) over w from orders where id < 5 window w as (order by id)",
	"select jt.a from orders, json_table(doc, '$.a[*]' columns (a int path '$')) jt where id = 3",
])("the digest of a statement is a statement that runs: %s", async (statement) => {
	const [[digest]] = await connection.query<RowDataPacket[]>("SELECT STATEMENT_DIGEST_TEXT(?) AS text", [statement]);
	const { sql } = readableDigest(String(digest?.text), (table) => COLUMNS[table.toLowerCase()]);
	const values = Array.from(sql.matchAll(/\?/g), () => 1);
	await expect(connection.query(sql, values)).resolves.toBeDefined();
});
