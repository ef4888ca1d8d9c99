/**
 * What TERP's documents do not settle and the dataset had to decide, in one place.
 * What they do settle (whales, batch popularity, paid share, status mixes, dates) is declared in the tables' files.
 */
export const assumptions: readonly string[] = [
	'TERP never defines "production scale"; here it is 1 M sales, 1 M ledger entries, 250 k invoices and 50 k batches.',
	"At other factors sales, invoices, ledger, batches, locations and lots grow in proportion; products, clients, strains, brands, vendors and tags with the square root; accounts and fiscal periods stay.",
	"TERP has no writer for sales; their number and skew per batch follow its order line items (weights 12/3/1).",
	"The newest 15 % of the batches await intake (the autumn harvest) and have no sales; sold out and closed batches are mostly old ones.",
	"A sale follows its batch's creation by 120 days on average, exponentially, and by at least a week.",
	"Stock comes in from October 2023, three months before the first sale, so that early sales have batches to sell.",
	"Batches per product are log-normal (sigma 1, mean 10 at production scale), between TERP's 0-1 and 22 per product.",
	"A batch has one place at intake and half a transfer more on average; quantities in places do not add up to the batch's.",
	"Products have 4 tags on average (log-normal), tags are used by Zipf's law (0.6), 3 % of the assignments were removed.",
	"Brands, vendors, strains and strain families follow Zipf's law (0.6 to 0.8); 30 % of the strains head a family.",
	"The ten whales are equally large; regular customers' activity is log-normal (sigma 0.8).",
	"Business goes by weekday: Saturdays 35 % and Sundays 10 % of a weekday, no season and no growth over the 22 months.",
	"Invoice amounts are log-normal around 6,000 dollars; one in eight carries 15 % excise, one in ten a discount.",
	"Of unpaid invoices not yet due 65 % are sent, 20 % viewed, 10 % part-paid, 5 % drafts; past due 90 % are overdue and 10 % part-paid; 0.5 % of all are void.",
	"Payments come 22 days after the invoice in the median (log-normal) and pay in one sum.",
	"The ledger books every sale and payment as two rows; at least 7 % of its journals are other postings over 24 accounts. Where it cannot hold all invoices, the earliest predate it.",
	"Ledger entries are posted (98 %) to twelve periods of two months, January 2024 to December 2025, the last still empty; TERP's own seeders leave all unposted in period 1.",
	"Excise is booked within sales revenue, and the two rows of a journal carry entry numbers ending in -D and -C, since TERP's unique key forbids a shared one.",
];
