import { dayNumber, writeMoment } from "../../calendar.ts";
import { RandomStream } from "../../random-stream.ts";
import { fieldBytes, fieldList } from "../../row-writer.ts";
import { TODAY } from "../calendars.ts";
import { WHALES } from "../customer-book.ts";
import { OPENED, pick, type TableRows, writeOpening } from "../table-rows.ts";

const CODE = fieldBytes("C");
const MAILBOX = fieldBytes("orders@client");
const DOMAIN = fieldBytes(".example");
const PHONE = fieldBytes("+1-555-02");
const COMMA = fieldBytes(", ");
// As MySQL prints JSON, so that the digest of what was sent is the digest of what is stored.
const WHALE_TAGS = fieldBytes('["VIP", "Wholesale"]');
const TAGS = fieldList(["[]", '["Wholesale"]', '["Retail", "Delivery"]']);
const NONE = fieldBytes("NONE");
const SELLER_SHARE = 0.1;
const PORTAL_SHARE = 0.1;

function portalShares(clients: number): Readonly<Record<string, number>> {
	const enabled = (WHALES + PORTAL_SHARE * (clients - WHALES)) / clients;
	return { 0: 1 - enabled, 1: enabled };
}

export const clients: TableRows = {
	name: "clients",
	columns: [
		"id",
		"teri_code",
		"name",
		"email",
		"phone",
		"address",
		"is_buyer",
		"is_seller",
		"is_brand",
		"is_referee",
		"is_contractor",
		"tags",
		"cogsAdjustmentType",
		"auto_defer_consignment",
		"total_spent",
		"total_owed",
		"oldest_debt_days",
		"vip_portal_enabled",
		"vip_portal_last_login",
		"createdAt",
		"updatedAt",
	],
	rowBytes: 420,
	declares: (volumes) => [
		{
			kind: "share",
			column: "is_seller",
			law: "one in ten also sells",
			shares: { 0: 1 - SELLER_SHARE, 1: SELLER_SHARE },
		},
		{
			kind: "share",
			column: "vip_portal_enabled",
			law: "the whales and one in ten of the others",
			shares: portalShares(volumes.clients),
		},
		OPENED,
	],
	rows: ({ seed, pools, customers, receivables }) => {
		const stream = new RandomStream(seed, "clients");
		const [names, streets, cities] = [pools.clientNames, pools.streets, pools.cities].map(fieldList) as [
			readonly Uint8Array[],
			readonly Uint8Array[],
			readonly Uint8Array[],
		];
		const whales = new Set(customers.whales());
		const today = dayNumber(TODAY);
		return {
			write(row, out) {
				const id = row + 1;
				stream.at(row);
				const whale = whales.has(id);
				const oldest = receivables.oldestOpen[id] as number;
				out.int(id);
				out.code(CODE, id, 5);
				out.field(pick(names, row));
				out.raw(MAILBOX);
				out.digits(id, 1);
				out.raw(DOMAIN);
				out.endField();
				out.code(PHONE, stream.below(100_000), 5);
				out.raw(pick(streets, stream.below(streets.length)));
				out.raw(COMMA);
				out.field(pick(cities, stream.below(cities.length)));
				out.int(1);
				out.int(stream.chance(SELLER_SHARE) ? 1 : 0);
				for (let role = 0; role < 3; role++) out.int(0);
				out.field(whale ? WHALE_TAGS : pick(TAGS, stream.below(TAGS.length)));
				out.field(NONE);
				out.int(0);
				out.cents(receivables.spent[id] as number);
				out.cents(receivables.owed[id] as number);
				if (oldest > 0) out.int(today - oldest);
				else out.null();
				if (whale || stream.chance(PORTAL_SHARE)) {
					out.int(1);
					writeMoment(out, today - stream.below(30), 32_400 + stream.below(28_800));
				} else {
					out.int(0);
					out.null();
				}
				writeOpening(out);
				out.endRow();
			},
		};
	},
};
