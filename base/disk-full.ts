/**
 * Whether anything in the chain of causes says that the disk is full: the system's codes,
 * and the words that MySQL and container engines have for it.
 */
export function saysDiskFull(thrown: unknown): boolean {
	if (!(thrown instanceof Error)) return false;
	const coded = "code" in thrown && (thrown.code === "ENOSPC" || thrown.code === "EDQUOT");
	return (
		coded ||
		/no space left on device|disk quota exceeded|errno: 28|got error 28\b|disk is full|You don't have enough free space/i.test(
			thrown.message,
		) ||
		saysDiskFull(thrown.cause)
	);
}
