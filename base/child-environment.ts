/** Names of variables that hold, or by their name seem to hold, what a child process has no business with. */
const SECRET = /^(DATABASE_URL|INDEX_IMPACT_URL|MYSQL_PWD)$|PASSW|SECRET|TOKEN|CREDENTIAL|_KEY$|_(URL|URI|DSN)$/i;

/** This process's environment for a child, without whatever may hold a password. */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !SECRET.test(name)));
}
