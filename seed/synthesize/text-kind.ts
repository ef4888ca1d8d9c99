import type { TextKind } from "./plan.ts";

/** What a column's name says its texts are; the first that fits. Names as words: "shippingAddress" is "shipping address". */
const RULES: readonly (readonly [RegExp, TextKind])[] = [
	[/\be ?mail\b/, "email"],
	[/\b(?:url|uri|link|website|href|avatar|image|photo|picture|logo|icon|file|path|key path)s?\b/, "url"],
	[/\b(?:slug|handle|username|user name|login|nickname|permalink|subdomain|domain)\b/, "slug"],
	[/\b(?:phone|mobile|fax|tel|telephone)\b/, "phone"],
	[
		/\b(?:token|hash|secret|password|digest|checksum|signature|api key|fingerprint|session|open id|external id)\b/,
		"token",
	],
	[/\b(?:ip|ip address|remote addr)\b/, "ip"],
	[/\b(?:first|given) name\b/, "first"],
	[/\b(?:last|family|sur) ?name\b/, "last"],
	[/\b(?:company|brand|vendor|supplier|organi[sz]ation|client|customer|business|merchant) ?(?:name)?$/, "company"],
	[/\b(?:full name|contact|author|owner|person|assignee|reporter|recipient|driver|cardholder)\b/, "person"],
	[/\b(?:street|address)\b/, "street"],
	[/\b(?:city|town|locality|location|place|warehouse)\b/, "city"],
	[/\b(?:country|currency|locale|language|lang|region|state code|nation)\b/, "country"],
	[/\b(?:zip|postal|postcode|post code)\b/, "postcode"],
	[/\b(?:sku|code|number|no|ref|reference|barcode|serial|invoice|tracking|iban|account)\b/, "code"],
	[/\b(?:comment|notes?|summary|reason|remarks?|terms|query|message)s?\b/, "sentence"],
	[/\b(?:description|body|content|text|bio|details?)s?\b/, "paragraph"],
	[/\b(?:title|subject|headline|label|caption|name)\b/, "title"],
	[/\b(?:type|status|state|kind|category|role|level|mode|unit|group|method|source|channel|tag)\b/, "word"],
	[/\bid$/, "token"],
];

/** The kind of text that a column of this name holds. @param length the most characters. */
export function textKind(name: string, length: number): TextKind {
	const words = name
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.replace(/[_\-.\s]+/g, " ")
		.toLowerCase();
	const kind = RULES.find(([rule]) => rule.test(words))?.[1] ?? (length > 300 ? "paragraph" : "title");
	if (kind === "paragraph" && length < 60) return "sentence";
	return kind;
}

/** Kinds whose values come again and again, and how many there are of each. */
export const FEW_VALUES: Readonly<Partial<Record<TextKind, number>>> = { word: 12, country: 40, city: 200 };
