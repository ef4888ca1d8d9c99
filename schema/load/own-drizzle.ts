import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Our own copy of drizzle-orm, for looking at an application's tables. It is asked for as CommonJS: as ECMAScript modules its
 * hundred files take half a second, since Node.js reads the package's large package.json for each of them.
 */
export const drizzle = {
	...(require("drizzle-orm") as typeof import("drizzle-orm")),
	...(require("drizzle-orm/mysql-core") as typeof import("drizzle-orm/mysql-core")),
};
