/** Of the records of runs and curves. Fields may be added within a version; none may be renamed or removed. */
export const SCHEMA_VERSION = 2;

/**
 * Refuses what another version wrote. @param parsed any JSON.
 * @returns the complaint that follows the path of the file; undefined where it is of this version.
 */
export function versionComplaint(parsed: unknown): string | undefined {
	const version =
		typeof parsed === "object" && parsed !== null && "schemaVersion" in parsed ? parsed.schemaVersion : undefined;
	if (version === SCHEMA_VERSION) return undefined;
	const found = version === undefined ? "no schemaVersion" : `schemaVersion ${JSON.stringify(version).slice(0, 20)}`;
	const older = typeof version === "number" && version < SCHEMA_VERSION ? ", which an earlier version wrote" : "";
	return `has ${found}${older}; this tool reads schemaVersion ${SCHEMA_VERSION}`;
}

/** What to do with a record of another version. */
export const VERSION_REMEDY = "Use the index-impact that wrote it, or measure again.";
