import { expect, test } from "vitest";
import { terpModel } from "../../examples/terp/model.ts";
import { audit } from "./audit.ts";
import { RULE_IDS } from "./rules.ts";

const answer = audit(terpModel());

test("each of TERP's misplaced indexes is found, with the table and the column where it belongs", () => {
	const moves = answer.findings.flatMap(({ rule, table, remedy }) =>
		rule === "misplaced-index" && remedy?.kind === "move"
			? [`${remedy.index}: ${table} -> ${remedy.to.table}(${remedy.to.columns.map(({ column }) => column)})`]
			: [],
	);
	expect(moves.sort()).toEqual([
		"idx_batch_locations_batch_id: credit_system_settings -> batchLocations(batchId)",
		"idx_product_tags_product_id: pricing_profiles -> productTags(productId)",
		"idx_sales_batch_id: tagGroups -> sales(batchId)",
	]);
});

test("the fourth index on a column that does not exist has no other home, and is told as it is", () => {
	const found = answer.findings.filter(({ rule }) => rule === "undefined-column");
	expect(found.map(({ table, index }) => `${table}.${index}`)).toEqual(["deployments.idx_deployments_created_at"]);
});

test("what is called an error in TERP's schema is one: nothing else is", () => {
	const errors = answer.findings.filter(({ severity }) => severity === "error");
	expect(errors.map(({ rule, table }) => `${rule} ${table}`).sort()).toEqual([
		"foreign-key-refused calendar_event_invitations",
		"foreign-key-refused calendar_invitation_history",
		"foreign-key-refused calendar_recurrence_instances",
		"foreign-key-refused client_interest_list_items",
		"misplaced-index credit_system_settings",
		"misplaced-index pricing_profiles",
		"misplaced-index tagGroups",
		"table-defined-twice vip_portal_configurations",
		"undefined-column deployments",
		"unique-in-name sampleAllocations",
		"unique-in-name tagHierarchy",
	]);
});

test("references without an index are told apart from those that MySQL indexes itself", () => {
	const missing = answer.findings.filter(({ rule }) => rule === "missing-reference-index");
	const columns = missing.map(({ table, columns }) => `${table}.${columns}`);
	expect(columns).toContain("batchLocations.batchId");
	expect(columns).toContain("productTags.productId");
	expect(columns).toContain("sales.batchId");
	expect(columns).toContain("ledgerEntries.fiscalPeriodId");
	// Declared as a foreign key, so MySQL has an index for it.
	expect(columns).not.toContain("role_permissions.role_id");
	// An outside service's id.
	expect(columns.filter((name) => /google|microsoft/.test(name))).toEqual([]);
	expect(answer.summary.impliedIndexes).toBeGreaterThan(60);
});

test("each finding has an id of its own, the same whenever it is made", () => {
	const ids = answer.findings.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	expect(audit(terpModel()).findings.map(({ id }) => id)).toEqual(ids);
});

test("a rule that is off finds nothing, and one may be made milder or stricter", () => {
	const settings = Object.fromEntries(RULE_IDS.map((id) => [id, "off" as const]));
	expect(audit(terpModel(), {}, settings).findings).toEqual([]);
	const changed = audit(terpModel(), {}, { ...settings, "unique-in-name": "warn", "duplicate-index": "error" });
	expect(new Set(changed.findings.map(({ rule, severity }) => `${rule} ${severity}`))).toEqual(
		new Set(["unique-in-name warn", "duplicate-index error"]),
	);
});
