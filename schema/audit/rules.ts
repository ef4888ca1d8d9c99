import type { RuleId } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { columnInOptions } from "./rules/column-in-options.ts";
import { databaseDrift } from "./rules/database-drift.ts";
import { duplicateIndex } from "./rules/duplicate-index.ts";
import { expressionWithComma } from "./rules/expression-with-comma.ts";
import { foreignKeyRefused } from "./rules/foreign-key-refused.ts";
import { keyTooLong } from "./rules/key-too-long.ts";
import { lowCardinalityIndex } from "./rules/low-cardinality-index.ts";
import { migrationDrift } from "./rules/migration-drift.ts";
import { migrationsStop } from "./rules/migrations-stop.ts";
import { misplacedIndex } from "./rules/misplaced-index.ts";
import { missingReferenceIndex } from "./rules/missing-reference-index.ts";
import { nameRepeated } from "./rules/name-repeated.ts";
import { nameTooLong } from "./rules/name-too-long.ts";
import { noPrimaryKey } from "./rules/no-primary-key.ts";
import { polymorphicPair } from "./rules/polymorphic-pair.ts";
import { randomPrimaryKey } from "./rules/random-primary-key.ts";
import { redundantIndex } from "./rules/redundant-index.ts";
import { referenceTypeMismatch } from "./rules/reference-type-mismatch.ts";
import { schemaNotGenerated } from "./rules/schema-not-generated.ts";
import { tableDefinedTwice } from "./rules/table-defined-twice.ts";
import { tableNotExported } from "./rules/table-not-exported.ts";
import { tooManyIndexes } from "./rules/too-many-indexes.ts";
import { undefinedColumn } from "./rules/undefined-column.ts";
import { unindexableColumn } from "./rules/unindexable-column.ts";
import { unindexedFilter } from "./rules/unindexed-filter.ts";
import { unindexedQuery } from "./rules/unindexed-query.ts";
import { uniqueInName } from "./rules/unique-in-name.ts";
import { unnamedIndex } from "./rules/unnamed-index.ts";
import { unrunSqlFile } from "./rules/unrun-sql-file.ts";
import { unusedIndex } from "./rules/unused-index.ts";
import { usingDropped } from "./rules/using-dropped.ts";

/** Every rule under its id, in the order of docs/audit.md: what stops a migration first, what only costs last. */
export const RULES: { readonly [R in RuleId]: Rule<R> } = {
	"undefined-column": undefinedColumn,
	"misplaced-index": misplacedIndex,
	"column-in-options": columnInOptions,
	"table-defined-twice": tableDefinedTwice,
	"foreign-key-refused": foreignKeyRefused,
	"key-too-long": keyTooLong,
	"unindexable-column": unindexableColumn,
	"name-too-long": nameTooLong,
	"name-repeated": nameRepeated,
	"unnamed-index": unnamedIndex,
	"expression-with-comma": expressionWithComma,
	"unique-in-name": uniqueInName,
	"missing-reference-index": missingReferenceIndex,
	"polymorphic-pair": polymorphicPair,
	"reference-type-mismatch": referenceTypeMismatch,
	"unindexed-query": unindexedQuery,
	"unindexed-filter": unindexedFilter,
	"duplicate-index": duplicateIndex,
	"redundant-index": redundantIndex,
	"unused-index": unusedIndex,
	"low-cardinality-index": lowCardinalityIndex,
	"too-many-indexes": tooManyIndexes,
	"no-primary-key": noPrimaryKey,
	"random-primary-key": randomPrimaryKey,
	"table-not-exported": tableNotExported,
	"using-dropped": usingDropped,
	"schema-not-generated": schemaNotGenerated,
	"migrations-stop": migrationsStop,
	"migration-drift": migrationDrift,
	"database-drift": databaseDrift,
	"unrun-sql-file": unrunSqlFile,
};

export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** Whether a text is the id of a rule. */
export function isRuleId(text: string): text is RuleId {
	return Object.hasOwn(RULES, text);
}
