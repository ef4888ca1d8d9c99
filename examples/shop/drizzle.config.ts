export default {
	dialect: "mysql",
	schema: "./src/db",
	out: "./drizzle",
	dbCredentials: { url: process.env.DATABASE_URL! },
};
