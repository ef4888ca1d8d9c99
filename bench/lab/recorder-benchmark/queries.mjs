// Asks one query over and over, as an application does, and prints how long one took on average: microseconds.
import mysql from "mysql2/promise";

const [url, times] = process.argv.slice(2);
const connection = await mysql.createConnection(url);
const ask = (id) =>
	connection.query("SELECT id, name, amount FROM recorded WHERE owner = ? AND id > ? ORDER BY id LIMIT 10", [
		id % 97,
		id,
	]);
for (let i = 0; i < 500; i++) await ask(i);
const started = process.hrtime.bigint();
const cpu = process.cpuUsage();
for (let i = 0; i < Number(times); i++) await ask(i);
const { user, system } = process.cpuUsage(cpu);
const wall = Number(process.hrtime.bigint() - started) / 1000 / Number(times);
process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / Number(times) }));
await connection.end();
