export type AccountType = "ASSET" | "LIABILITY" | "EQUITY" | "REVENUE" | "EXPENSE";

/** One account of TERP's default chart: 5 assets, 4 liabilities, 2 equity, 3 revenue, 10 expenses. Ids count from 1. */
export interface Account {
	readonly number: string;
	readonly name: string;
	readonly type: AccountType;
}

export const ACCOUNTS: readonly Account[] = [
	{ number: "1000", name: "Cash", type: "ASSET" },
	{ number: "1100", name: "Accounts Receivable", type: "ASSET" },
	{ number: "1200", name: "Inventory", type: "ASSET" },
	{ number: "1300", name: "Prepaid Expenses", type: "ASSET" },
	{ number: "1500", name: "Equipment", type: "ASSET" },
	{ number: "2000", name: "Accounts Payable", type: "LIABILITY" },
	{ number: "2100", name: "Accrued Liabilities", type: "LIABILITY" },
	{ number: "2200", name: "Excise Tax Payable", type: "LIABILITY" },
	{ number: "2300", name: "Customer Deposits", type: "LIABILITY" },
	{ number: "3000", name: "Owner's Equity", type: "EQUITY" },
	{ number: "3100", name: "Retained Earnings", type: "EQUITY" },
	{ number: "4000", name: "Sales Revenue", type: "REVENUE" },
	{ number: "4100", name: "Service Revenue", type: "REVENUE" },
	{ number: "4900", name: "Other Income", type: "REVENUE" },
	{ number: "5000", name: "Cost of Goods Sold", type: "EXPENSE" },
	{ number: "6000", name: "Payroll", type: "EXPENSE" },
	{ number: "6100", name: "Rent", type: "EXPENSE" },
	{ number: "6200", name: "Utilities", type: "EXPENSE" },
	{ number: "6300", name: "Packaging", type: "EXPENSE" },
	{ number: "6400", name: "Laboratory Testing", type: "EXPENSE" },
	{ number: "6500", name: "Insurance", type: "EXPENSE" },
	{ number: "6600", name: "Marketing", type: "EXPENSE" },
	{ number: "6700", name: "Licences", type: "EXPENSE" },
	{ number: "6900", name: "Bank Fees", type: "EXPENSE" },
];

/** Id of an account by its number. */
export function accountId(number: string): number {
	const index = ACCOUNTS.findIndex((account) => account.number === number);
	if (index < 0) throw new RangeError(`No account ${number}.`);
	return index + 1;
}

export const CASH = accountId("1000");
export const RECEIVABLE = accountId("1100");
export const REVENUE = accountId("4000");

/** What is booked besides sales and payments: the long tail, most frequent first. */
export const TAIL_JOURNALS = [
	{ debit: "5000", credit: "1200", reference: "COGS", description: "Cost of goods sold", weight: 300 },
	{ debit: "1200", credit: "2000", reference: "BILL", description: "Inventory received", weight: 250 },
	{ debit: "2000", credit: "1000", reference: "BILL_PAYMENT", description: "Vendor paid", weight: 200 },
	{ debit: "6000", credit: "1000", reference: "PAYROLL", description: "Wages", weight: 80 },
	{ debit: "6300", credit: "2000", reference: "EXPENSE", description: "Packaging material", weight: 40 },
	{ debit: "6400", credit: "2000", reference: "EXPENSE", description: "Laboratory tests", weight: 35 },
	{ debit: "6200", credit: "2000", reference: "EXPENSE", description: "Power and water", weight: 25 },
	{ debit: "6600", credit: "2000", reference: "EXPENSE", description: "Marketing", weight: 18 },
	{ debit: "6900", credit: "1000", reference: "EXPENSE", description: "Bank fees", weight: 15 },
	{ debit: "6000", credit: "2100", reference: "ACCRUAL", description: "Wages accrued", weight: 10 },
	{ debit: "6100", credit: "1000", reference: "EXPENSE", description: "Rent", weight: 8 },
	{ debit: "1100", credit: "4100", reference: "SERVICE", description: "Processing service", weight: 6 },
	{ debit: "2200", credit: "1000", reference: "TAX", description: "Excise tax remitted", weight: 5 },
	{ debit: "1000", credit: "2300", reference: "DEPOSIT", description: "Customer deposit", weight: 4 },
	{ debit: "1300", credit: "1000", reference: "PREPAYMENT", description: "Insurance prepaid", weight: 3 },
	{ debit: "6500", credit: "1300", reference: "EXPENSE", description: "Insurance used up", weight: 3 },
	{ debit: "6700", credit: "1000", reference: "EXPENSE", description: "Licence fee", weight: 2 },
	{ debit: "1500", credit: "1000", reference: "PURCHASE", description: "Equipment bought", weight: 1.5 },
	{ debit: "1000", credit: "4900", reference: "INCOME", description: "Other income", weight: 1 },
	{ debit: "1000", credit: "3000", reference: "EQUITY", description: "Capital paid in", weight: 0.3 },
	{ debit: "3100", credit: "1000", reference: "EQUITY", description: "Owner's draw", weight: 0.2 },
] as const;
