// Publishes what mysql2 publishes before a query, and prints what one call takes: microseconds. The subscriber is all that listens.
import { channel } from "node:diagnostics_channel";

const start = channel("tracing:mysql2:query:start");
const messages = Array.from({ length: 5000 }, (_, id) => ({
	query: `SELECT id, name, amount FROM recorded WHERE owner = ${id % 97} AND id > ${id} AND name = 'name ${id}' ORDER BY id LIMIT 10`,
	values: [id % 97, id, `name ${id}`],
}));
const times = Number(process.argv[2]);
for (let i = 0; i < 20_000; i++) start.publish(messages[i % messages.length]);
const started = process.hrtime.bigint();
for (let i = 0; i < times; i++) start.publish(messages[i % messages.length]);
process.stdout.write(String(Number(process.hrtime.bigint() - started) / 1000 / times));
