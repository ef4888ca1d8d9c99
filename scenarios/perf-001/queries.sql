-- Every statement of the suite, with its parameters; 1 stands for a part of the drawn key.

-- inventory/batch-locations: Where one batch lies
select `id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt` from `batchLocations` where `batchLocations`.`batchId` = ?; -- 1

-- inventory/pick-list: Where the 25 batches of a pick list lie
select `id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt` from `batchLocations` where `batchLocations`.`batchId` in (?); -- 1

-- inventory/location-search: Batches that lie at a place
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `brands`.`id`, `brands`.`name`, `brands`.`vendorId`, `brands`.`description`, `brands`.`createdAt`, `brands`.`updatedAt`, `lots`.`id`, `lots`.`code`, `lots`.`vendorId`, `lots`.`date`, `lots`.`notes`, `lots`.`createdAt`, `lots`.`updatedAt`, `vendors`.`id`, `vendors`.`name`, `vendors`.`contactName`, `vendors`.`contactEmail`, `vendors`.`contactPhone`, `vendors`.`paymentTerms`, `vendors`.`notes`, `vendors`.`createdAt`, `vendors`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` left join `brands` on `products`.`brandId` = `brands`.`id` left join `lots` on `batches`.`lotId` = `lots`.`id` left join `vendors` on `lots`.`vendorId` = `vendors`.`id` where exists (select 1 from `batchLocations` where (`batchLocations`.`batchId` = `batches`.`id` and LOWER(CONCAT_WS(' ', `batchLocations`.`site`, `batchLocations`.`zone`, `batchLocations`.`rack`, `batchLocations`.`shelf`, `batchLocations`.`bin`)) LIKE ?)) order by `batches`.`id` desc limit ?; -- %1%, 101

-- inventory/strain-products: Products of a strain family with their stock
select `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `strains`.`name` as `strain_name`, `strains`.`baseStrainName` as `strain_base_name`, COALESCE(SUM(CAST(`batches`.`onHandQty` AS DECIMAL(10,2))), 0) as `total_inventory` from `products` inner join `strains` on `products`.`strainId` = `strains`.`id` left join `batches` on `batches`.`productId` = `products`.`id` where (`strains`.`id` = ? or `strains`.`parentStrainId` = ?) group by `products`.`id`, `strains`.`name`, `strains`.`baseStrainName` having `total_inventory` > 0 order by `total_inventory` desc; -- 1, 1

-- inventory/cogs-by-product: All batches of a product, for its cost of goods
select `id`, `code`, `sku`, `productId`, `lotId`, `batchStatus`, `statusId`, `grade`, `isSample`, `sampleOnly`, `sampleAvailable`, `cogsMode`, `unitCogs`, `unitCogsMin`, `unitCogsMax`, `paymentTerms`, `amountPaid`, `metadata`, `photo_session_event_id`, `onHandQty`, `sampleQty`, `reservedQty`, `quarantineQty`, `holdQty`, `defectiveQty`, `publishEcom`, `publishB2b`, `createdAt`, `updatedAt` from `batches` where `batches`.`productId` = ?; -- 1

-- inventory/lot-picker: Live batches of a product to choose from
select `id`, `sku`, `code`, `onHandQty`, `reservedQty`, `quarantineQty`, `holdQty`, `unitCogs`, `grade`, `batchStatus`, `createdAt` from `batches` where (`batches`.`productId` = ? and `batches`.`batchStatus` = ?) order by `batches`.`createdAt` asc; -- 1, LIVE

-- inventory/page-by-category: First page of live batches of one category
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `brands`.`id`, `brands`.`name`, `brands`.`vendorId`, `brands`.`description`, `brands`.`createdAt`, `brands`.`updatedAt`, `lots`.`id`, `lots`.`code`, `lots`.`vendorId`, `lots`.`date`, `lots`.`notes`, `lots`.`createdAt`, `lots`.`updatedAt`, `vendors`.`id`, `vendors`.`name`, `vendors`.`contactName`, `vendors`.`contactEmail`, `vendors`.`contactPhone`, `vendors`.`paymentTerms`, `vendors`.`notes`, `vendors`.`createdAt`, `vendors`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` left join `brands` on `products`.`brandId` = `brands`.`id` left join `lots` on `batches`.`lotId` = `lots`.`id` left join `vendors` on `lots`.`vendorId` = `vendors`.`id` where (`batches`.`batchStatus` = ? and `products`.`category` = ?) order by `batches`.`id` desc limit ?; -- LIVE, 1, 101

-- inventory/product-tags: Tags of one product
select `tags`.`id`, `tags`.`name`, `tags`.`category` from `productTags` inner join `tags` on `productTags`.`tagId` = `tags`.`id` where (`productTags`.`productId` = ? and `productTags`.`deleted_at` is null); -- 1

-- inventory/similar-products: Products that share tags with one
select `tagId` from `productTags` where `productTags`.`productId` = ?; -- 1
select `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `productTags`.`tagId` from `products` left join `productTags` on `products`.`id` = `productTags`.`productId` where `productTags`.`tagId` in (?); -- 1

-- inventory/slow-moving-step: Has this batch been sold in 90 days? One step of the alert job
select `id`, `batchId`, `productId`, `quantity`, `cogsAtSale`, `salePrice`, `cogsOverride`, `customerId`, `saleDate`, `notes`, `createdBy`, `createdAt`, `updatedAt` from `sales` where (`sales`.`batchId` = ? and `sales`.`saleDate` >= ?) limit ?; -- 1, 1, 1

-- inventory/sales-of-batch: All sales of one batch
select `id`, `batchId`, `productId`, `quantity`, `cogsAtSale`, `salePrice`, `cogsOverride`, `customerId`, `saleDate`, `notes`, `createdBy`, `createdAt`, `updatedAt` from `sales` where `sales`.`batchId` = ? order by `sales`.`saleDate` desc; -- 1

-- financial/account-balance: Balance of one account
select COALESCE(SUM(`debit`), 0), COALESCE(SUM(`credit`), 0) from `ledgerEntries` where (`ledgerEntries`.`accountId` = ? and `ledgerEntries`.`entryDate` <= ? and `ledgerEntries`.`isPosted` = ?); -- 1, 1, true

-- financial/general-ledger: Entries of one account
select COUNT(*) from `ledgerEntries` where (`ledgerEntries`.`accountId` = ? and `ledgerEntries`.`entryDate` >= ? and `ledgerEntries`.`entryDate` <= ?); -- 1, 1, 1
select `id`, `entryNumber`, `entryDate`, `accountId`, `debit`, `credit`, `description`, `referenceType`, `referenceId`, `fiscalPeriodId`, `isManual`, `isPosted`, `postedAt`, `postedBy`, `createdBy`, `createdAt` from `ledgerEntries` where (`ledgerEntries`.`accountId` = ? and `ledgerEntries`.`entryDate` >= ? and `ledgerEntries`.`entryDate` <= ?) order by `ledgerEntries`.`entryDate` desc, `ledgerEntries`.`id` desc; -- 1, 1, 1

-- financial/trial-balance: Trial balance
select `ledgerEntries`.`accountId`, `accounts`.`accountNumber`, `accounts`.`accountName`, `accounts`.`accountType`, COALESCE(SUM(`ledgerEntries`.`debit`), 0), COALESCE(SUM(`ledgerEntries`.`credit`), 0) from `ledgerEntries` inner join `accounts` on `ledgerEntries`.`accountId` = `accounts`.`id` where (`ledgerEntries`.`fiscalPeriodId` = ? and `ledgerEntries`.`isPosted` = ?) group by `ledgerEntries`.`accountId`, `accounts`.`accountNumber`, `accounts`.`accountName`, `accounts`.`accountType` order by `accounts`.`accountNumber` asc; -- 1, true
select `ledgerEntries`.`accountId`, `accounts`.`accountNumber`, `accounts`.`accountName`, `accounts`.`accountType`, COALESCE(SUM(`ledgerEntries`.`debit`), 0), COALESCE(SUM(`ledgerEntries`.`credit`), 0) from `ledgerEntries` inner join `accounts` on `ledgerEntries`.`accountId` = `accounts`.`id` where (`ledgerEntries`.`fiscalPeriodId` in (?) and `ledgerEntries`.`isPosted` = ?) group by `ledgerEntries`.`accountId`, `accounts`.`accountNumber`, `accounts`.`accountName`, `accounts`.`accountType` order by `accounts`.`accountNumber` asc; -- 1, true

-- financial/top-debtors: The ten clients who owe most
select `invoices`.`customerId`, `clients`.`name`, SUM(`invoices`.`amountDue`), COUNT(*) from `invoices` left join `clients` on `invoices`.`customerId` = `clients`.`id` where (`invoices`.`status` in (?, ?, ?, ?) and `invoices`.`amountDue` > 0) group by `invoices`.`customerId`, `clients`.`name` order by SUM(`invoices`.`amountDue`) desc limit ?; -- SENT, VIEWED, PARTIAL, OVERDUE, 10

-- financial/receivables-check: What every client owes: the nightly check
select `customerId`, SUM(`amountDue`) from `invoices` where `invoices`.`status` not in (?, ?) group by `invoices`.`customerId`; -- PAID, VOID

-- customer/portal-invoices: A client's own invoices
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where `invoices`.`customerId` = ? order by `invoices`.`invoiceDate` desc; -- 1

-- customer/leaderboard-step: One client's purchases this year: one step of the leaderboard
select COALESCE(SUM(`totalAmount`), 0) from `invoices` where (`invoices`.`customerId` = ? and `invoices`.`invoiceDate` >= ?); -- 1, 1

-- customer/invoice-list: First page of a client's invoices, with their number
select COUNT(*) from `invoices` where `invoices`.`customerId` = ?; -- 1
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where `invoices`.`customerId` = ? order by `invoices`.`invoiceDate` desc, `invoices`.`id` desc limit ?; -- 1, 50

-- customer/balance: What a client owes
select COALESCE(SUM(CAST(`amountDue` AS DECIMAL(15,2))), 0) from `invoices` where (`invoices`.`customerId` = ? and `invoices`.`status` not in (?, ?)); -- 1, PAID, VOID

-- customer/statement: A client's statement of the last quarter
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where (`invoices`.`customerId` = ? and `invoices`.`invoiceDate` between ? and ?) order by `invoices`.`invoiceDate` desc; -- 1, 1, 1

-- controls/inventory-search: Inventory search
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `brands`.`id`, `brands`.`name`, `brands`.`vendorId`, `brands`.`description`, `brands`.`createdAt`, `brands`.`updatedAt`, `lots`.`id`, `lots`.`code`, `lots`.`vendorId`, `lots`.`date`, `lots`.`notes`, `lots`.`createdAt`, `lots`.`updatedAt`, `vendors`.`id`, `vendors`.`name`, `vendors`.`contactName`, `vendors`.`contactEmail`, `vendors`.`contactPhone`, `vendors`.`paymentTerms`, `vendors`.`notes`, `vendors`.`createdAt`, `vendors`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` left join `brands` on `products`.`brandId` = `brands`.`id` left join `lots` on `batches`.`lotId` = `lots`.`id` left join `vendors` on `lots`.`vendorId` = `vendors`.`id` where (`batches`.`sku` like ? or `batches`.`code` like ? or `products`.`nameCanonical` like ? or `products`.`category` like ? or `products`.`subcategory` like ? or `brands`.`name` like ? or `vendors`.`name` like ? or `lots`.`code` like ?) order by `batches`.`id` desc limit ?; -- %1%, %1%, %1%, %1%, %1%, %1%, %1%, %1%, 101

-- controls/dashboard-stats: Stock figures of the dashboard
select SUM(CAST(`batches`.`onHandQty` AS DECIMAL(15,2))), SUM(CAST(`batches`.`onHandQty` AS DECIMAL(15,2)) * CAST(COALESCE(`batches`.`unitCogs`, '0') AS DECIMAL(15,2))), COUNT(CASE WHEN `batches`.`batchStatus` = ? THEN 1 END), COUNT(CASE WHEN `batches`.`batchStatus` = ? THEN 1 END), COUNT(CASE WHEN `batches`.`batchStatus` = ? THEN 1 END), COUNT(CASE WHEN `batches`.`batchStatus` = ? THEN 1 END), COUNT(CASE WHEN `batches`.`batchStatus` = ? THEN 1 END) from `batches` left join `products` on `batches`.`productId` = `products`.`id`; -- AWAITING_INTAKE, LIVE, ON_HOLD, QUARANTINED, SOLD_OUT
select `products`.`category`, SUM(CAST(`batches`.`onHandQty` AS DECIMAL(15,2))), SUM(CAST(`batches`.`onHandQty` AS DECIMAL(15,2)) * CAST(COALESCE(`batches`.`unitCogs`, '0') AS DECIMAL(15,2))) from `batches` inner join `products` on `batches`.`productId` = `products`.`id` where `batches`.`batchStatus` = ? group by `products`.`category`; -- LIVE

-- controls/tag-search: Products with either of two tags
select `id`, `name`, `standardizedName`, `category`, `description`, `createdAt`, `updatedAt` from `tags` where lower(`tags`.`name`) in (?); -- 1
select `id`, `productId`, `tagId`, `createdAt`, `deleted_at` from `productTags` where `productTags`.`tagId` in (?); -- 1

-- controls/receivables-ageing: Open invoices for the ageing of receivables
select `id`, `dueDate`, `amountDue` from `invoices` where (`invoices`.`status` in (?, ?, ?) and CAST(`invoices`.`amountDue` AS DECIMAL(15,2)) > 0); -- SENT, PARTIAL, OVERDUE

-- inventory/locations-sorted: Where one batch lies, by site, zone and rack
select `id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt` from `batchLocations` where `batchLocations`.`batchId` = ? order by `batchLocations`.`site` asc, `batchLocations`.`zone` asc, `batchLocations`.`rack` asc; -- 1

-- inventory/strain-family-stats: Products and stock of every strain family
select COALESCE(`strains`.`parentStrainId`, `strains`.`id`) as `family`, COUNT(DISTINCT `strains`.`id`), COUNT(DISTINCT `products`.`id`), COALESCE(SUM(CAST(`batches`.`onHandQty` AS DECIMAL(10,2))), 0) from `strains` left join `products` on `products`.`strainId` = `strains`.`id` left join `batches` on `batches`.`productId` = `products`.`id` group by family; --

-- inventory/sample-request: Batches to take a sample of a product from
select `id`, `code`, `sku`, `productId`, `lotId`, `batchStatus`, `statusId`, `grade`, `isSample`, `sampleOnly`, `sampleAvailable`, `cogsMode`, `unitCogs`, `unitCogsMin`, `unitCogsMax`, `paymentTerms`, `amountPaid`, `metadata`, `photo_session_event_id`, `onHandQty`, `sampleQty`, `reservedQty`, `quarantineQty`, `holdQty`, `defectiveQty`, `publishEcom`, `publishB2b`, `createdAt`, `updatedAt` from `batches` where ((`batches`.`productId` = ? and `batches`.`sampleAvailable` = ?) or (`batches`.`sampleOnly` = ? and CAST(`batches`.`sampleQty` AS DECIMAL(10,2)) >= 1)); -- 1, 1, 1

-- inventory/sales-figures-of-batch: Revenue and cost of one batch's sales
select COUNT(*), SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4))), SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4)) * CAST(`salePrice` AS DECIMAL(15,4))), SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4)) * CAST(`cogsAtSale` AS DECIMAL(15,4))) from `sales` where `sales`.`batchId` = ?; -- 1

-- inventory/sales-count-of-batch: How many sales a new cost of one batch would change
select COUNT(*) from `sales` where `sales`.`batchId` = ?; -- 1

-- inventory/product-recommendations: Products that share tags with what a client bought
select `productId`, `tagId` from `productTags` where `productTags`.`productId` in (?); -- 1
select `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `productTags`.`tagId` from `products` left join `productTags` on `products`.`id` = `productTags`.`productId` where `productTags`.`tagId` in (?); -- 1

-- inventory/vendor-sales: What was sold of a vendor's goods
select SUM(CAST(`sales`.`salePrice` AS DECIMAL(15,4)) * CAST(`sales`.`quantity` AS DECIMAL(15,4))), COUNT(*) from `sales` inner join `batches` on `sales`.`batchId` = `batches`.`id` inner join `lots` on `batches`.`lotId` = `lots`.`id` where `lots`.`vendorId` = ?; -- 1

-- inventory/vendor-products: Brands and products that came from a vendor
select distinct `brands`.`name`, `products`.`id`, `products`.`nameCanonical` from `brands` inner join `products` on `products`.`brandId` = `brands`.`id` inner join `batches` on `batches`.`productId` = `products`.`id` inner join `lots` on `batches`.`lotId` = `lots`.`id` where `lots`.`vendorId` = ?; -- 1

-- inventory/vendor-product-step: What was sold of one product in 90 days: one step of a vendor's page
select SUM(CAST(`sales`.`salePrice` AS DECIMAL(15,4)) * CAST(`sales`.`quantity` AS DECIMAL(15,4))), SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4))) from `sales` inner join `batches` on `sales`.`batchId` = `batches`.`id` where (`batches`.`productId` = ? and `sales`.`saleDate` between ? and ?); -- 1, 1, 1

-- inventory/category-counts: How many batches each category has
select `category`, (select COUNT(*) from `batches` inner join `products` on `batches`.`productId` = `products`.`id` where `products`.`category` = `categories`.`category`) from (select distinct `category` from `products`) `categories`; --

-- inventory/client-want: Live batches that meet what a client wants
select `batches`.`id`, `batches`.`sku`, `batches`.`onHandQty`, `products`.`id`, `products`.`nameCanonical` from `batches` inner join `products` on `batches`.`productId` = `products`.`id` where (`batches`.`batchStatus` = ? and CAST(`batches`.`onHandQty` AS DECIMAL(15,2)) > 0 and `batches`.`productId` = ?); -- LIVE, 1
select `batches`.`id`, `batches`.`sku`, `batches`.`onHandQty`, `products`.`id`, `products`.`nameCanonical` from `batches` inner join `products` on `batches`.`productId` = `products`.`id` where (`batches`.`batchStatus` = ? and CAST(`batches`.`onHandQty` AS DECIMAL(15,2)) > 0 and `products`.`category` = ?); -- LIVE, 1

-- financial/dashboard-invoices: All invoices for the figures of the dashboard
select COUNT(*) from `invoices`; --
select `customerId`, `totalAmount`, `amountPaid` from `invoices`; --
select COUNT(*) from `invoices` where `invoices`.`status` = ?; -- PAID
select `customerId`, `totalAmount`, `amountPaid` from `invoices` where `invoices`.`status` = ?; -- PAID

-- customer/portal-search: A client's paid invoices with 12 in their number
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where (`invoices`.`customerId` = ? and `invoices`.`invoiceNumber` like ? and `invoices`.`status` = ?) order by `invoices`.`invoiceDate` desc; -- 1, %12%, PAID

-- customer/leaderboard-count-step: How often one client bought this year: one step of the leaderboard by frequency
select COUNT(*) from `invoices` where (`invoices`.`customerId` = ? and `invoices`.`invoiceDate` >= ?); -- 1, 1

-- customer/recent-invoices: A client's last twenty invoices
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where `invoices`.`customerId` = ? order by `invoices`.`createdAt` desc limit ?; -- 1, 20

-- customer/year-total: What a client bought in a calendar year
select COALESCE(SUM(`totalAmount`), 0) from `invoices` where (`invoices`.`customerId` = ? and YEAR(`invoices`.`invoiceDate`) = ? and `invoices`.`status` <> ?); -- 1, 1, VOID

-- customer/invoice-screen: The Invoices screen with a client chosen
select `invoices`.`id`, `invoices`.`invoiceNumber`, `invoices`.`customerId`, `invoices`.`invoiceDate`, `invoices`.`dueDate`, `invoices`.`subtotal`, `invoices`.`taxAmount`, `invoices`.`discountAmount`, `invoices`.`totalAmount`, `invoices`.`amountPaid`, `invoices`.`amountDue`, `invoices`.`status`, `invoices`.`paymentTerms`, `invoices`.`notes`, `invoices`.`referenceType`, `invoices`.`referenceId`, `invoices`.`createdBy`, `invoices`.`createdAt`, `invoices`.`updatedAt`, `clients`.`name` from `invoices` left join `clients` on `invoices`.`customerId` = `clients`.`id` where `invoices`.`customerId` = ? order by `invoices`.`createdAt` desc limit ?; -- 1, 50
select `status`, COUNT(*), SUM(`totalAmount`), SUM(`amountDue`) from `invoices` where `invoices`.`customerId` = ? group by `invoices`.`status`; -- 1

-- controls/location-list: Every place where a batch lies
select `id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt` from `batchLocations` order by `batchLocations`.`site` asc, `batchLocations`.`zone` asc, `batchLocations`.`rack` asc; --

-- controls/location-inventory: Stock by place
select `site`, `zone`, `rack`, `shelf`, `bin`, SUM(CAST(`qty` AS DECIMAL(15,2))), COUNT(DISTINCT `batchId`) from `batchLocations` group by `batchLocations`.`site`, `batchLocations`.`zone`, `batchLocations`.`rack`, `batchLocations`.`shelf`, `batchLocations`.`bin`; --
select `site`, `zone`, `rack`, `shelf`, `bin`, SUM(CAST(`qty` AS DECIMAL(15,2))), COUNT(DISTINCT `batchId`) from `batchLocations` where `batchLocations`.`site` = ? group by `batchLocations`.`site`, `batchLocations`.`zone`, `batchLocations`.`rack`, `batchLocations`.`shelf`, `batchLocations`.`bin`; -- 1

-- controls/inventory-page: A page of the inventory
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `brands`.`id`, `brands`.`name`, `brands`.`vendorId`, `brands`.`description`, `brands`.`createdAt`, `brands`.`updatedAt`, `lots`.`id`, `lots`.`code`, `lots`.`vendorId`, `lots`.`date`, `lots`.`notes`, `lots`.`createdAt`, `lots`.`updatedAt`, `vendors`.`id`, `vendors`.`name`, `vendors`.`contactName`, `vendors`.`contactEmail`, `vendors`.`contactPhone`, `vendors`.`paymentTerms`, `vendors`.`notes`, `vendors`.`createdAt`, `vendors`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` left join `brands` on `products`.`brandId` = `brands`.`id` left join `lots` on `batches`.`lotId` = `lots`.`id` left join `vendors` on `lots`.`vendorId` = `vendors`.`id` order by `batches`.`id` desc limit ?; -- 101
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `brands`.`id`, `brands`.`name`, `brands`.`vendorId`, `brands`.`description`, `brands`.`createdAt`, `brands`.`updatedAt`, `lots`.`id`, `lots`.`code`, `lots`.`vendorId`, `lots`.`date`, `lots`.`notes`, `lots`.`createdAt`, `lots`.`updatedAt`, `vendors`.`id`, `vendors`.`name`, `vendors`.`contactName`, `vendors`.`contactEmail`, `vendors`.`contactPhone`, `vendors`.`paymentTerms`, `vendors`.`notes`, `vendors`.`createdAt`, `vendors`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` left join `brands` on `products`.`brandId` = `brands`.`id` left join `lots` on `batches`.`lotId` = `lots`.`id` left join `vendors` on `lots`.`vendorId` = `vendors`.`id` where `batches`.`id` < ? order by `batches`.`id` desc limit ?; -- 1, 101
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt`, `brands`.`id`, `brands`.`name`, `brands`.`vendorId`, `brands`.`description`, `brands`.`createdAt`, `brands`.`updatedAt`, `lots`.`id`, `lots`.`code`, `lots`.`vendorId`, `lots`.`date`, `lots`.`notes`, `lots`.`createdAt`, `lots`.`updatedAt`, `vendors`.`id`, `vendors`.`name`, `vendors`.`contactName`, `vendors`.`contactEmail`, `vendors`.`contactPhone`, `vendors`.`paymentTerms`, `vendors`.`notes`, `vendors`.`createdAt`, `vendors`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` left join `brands` on `products`.`brandId` = `brands`.`id` left join `lots` on `batches`.`lotId` = `lots`.`id` left join `vendors` on `lots`.`vendorId` = `vendors`.`id` where `batches`.`batchStatus` = ? order by `batches`.`id` desc limit ?; -- LIVE, 101

-- controls/sales-sheet: Batches for a sales sheet
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`nameCanonical`, `products`.`category` from `batches` left join `products` on `batches`.`productId` = `products`.`id` where (`batches`.`batchStatus` in (?, ?) and CAST(`batches`.`onHandQty` AS DECIMAL(15,2)) > 0) limit ?; -- LIVE, PHOTOGRAPHY_COMPLETE, 1

-- controls/stock-valuation: What the live stock is worth
select `id`, `onHandQty`, `cogsMode`, `unitCogs`, `unitCogsMin`, `unitCogsMax` from `batches` where `batches`.`batchStatus` = ?; -- LIVE

-- controls/batches-by-id: Twenty batches by their ids, with their products
select `batches`.`id`, `batches`.`code`, `batches`.`sku`, `batches`.`productId`, `batches`.`lotId`, `batches`.`batchStatus`, `batches`.`statusId`, `batches`.`grade`, `batches`.`isSample`, `batches`.`sampleOnly`, `batches`.`sampleAvailable`, `batches`.`cogsMode`, `batches`.`unitCogs`, `batches`.`unitCogsMin`, `batches`.`unitCogsMax`, `batches`.`paymentTerms`, `batches`.`amountPaid`, `batches`.`metadata`, `batches`.`photo_session_event_id`, `batches`.`onHandQty`, `batches`.`sampleQty`, `batches`.`reservedQty`, `batches`.`quarantineQty`, `batches`.`holdQty`, `batches`.`defectiveQty`, `batches`.`publishEcom`, `batches`.`publishB2b`, `batches`.`createdAt`, `batches`.`updatedAt`, `products`.`id`, `products`.`brandId`, `products`.`strainId`, `products`.`nameCanonical`, `products`.`category`, `products`.`subcategory`, `products`.`uomSellable`, `products`.`description`, `products`.`createdAt`, `products`.`updatedAt` from `batches` left join `products` on `batches`.`productId` = `products`.`id` where `batches`.`id` in (?); -- 1

-- controls/tag-usage-step: How many products have a tag: one step of the tags' statistics
select COUNT(*) from `productTags` where `productTags`.`tagId` = ?; -- 1

-- controls/ledger-page: Entries of some days, all accounts
select COUNT(*) from `ledgerEntries` where (`ledgerEntries`.`entryDate` >= ? and `ledgerEntries`.`entryDate` <= ?); -- 1, 1
select `id`, `entryNumber`, `entryDate`, `accountId`, `debit`, `credit`, `description`, `referenceType`, `referenceId`, `fiscalPeriodId`, `isManual`, `isPosted`, `postedAt`, `postedBy`, `createdBy`, `createdAt` from `ledgerEntries` where (`ledgerEntries`.`entryDate` >= ? and `ledgerEntries`.`entryDate` <= ?) order by `ledgerEntries`.`entryDate` desc, `ledgerEntries`.`id` desc; -- 1, 1

-- controls/entries-of-reference: Entries that an invoice or payment has caused
select `id`, `entryNumber`, `entryDate`, `accountId`, `debit`, `credit`, `description`, `referenceType`, `referenceId`, `fiscalPeriodId`, `isManual`, `isPosted`, `postedAt`, `postedBy`, `createdBy`, `createdAt` from `ledgerEntries` where (`ledgerEntries`.`referenceType` = ? and `ledgerEntries`.`referenceId` = ?); -- 1, 1

-- controls/journal-entry: One entry by its number, and the number of the next
select `debit`, `credit` from `ledgerEntries` where `ledgerEntries`.`entryNumber` = ?; -- 1
select MAX(`id`) from `ledgerEntries`; --

-- controls/ledger-check: Do the books balance? The nightly check
select SUM(CAST(`debit` AS DECIMAL(15,2))), SUM(CAST(`credit` AS DECIMAL(15,2))) from `ledgerEntries`; --
select `entryDate`, SUM(CAST(`debit` AS DECIMAL(15,2))), SUM(CAST(`credit` AS DECIMAL(15,2))) from `ledgerEntries` group by `ledgerEntries`.`entryDate`; --

-- controls/outstanding-receivables: Open invoices, the most overdue first
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where (`invoices`.`status` in (?, ?, ?) and `invoices`.`amountDue` > ?) order by `invoices`.`dueDate` asc; -- SENT, PARTIAL, OVERDUE, 0

-- controls/receivables-figures: Receivable, overdue and revenue of a month: three figures of the dashboard
select COALESCE(SUM(`amountDue`), 0) from `invoices` where `invoices`.`status` in (?, ?, ?); -- SENT, PARTIAL, OVERDUE
select COALESCE(SUM(`amountDue`), 0) from `invoices` where (`invoices`.`status` in (?, ?, ?) and `invoices`.`dueDate` <= ?); -- SENT, PARTIAL, OVERDUE, 1
select COALESCE(SUM(`totalAmount`), 0) from `invoices` where (`invoices`.`status` in (?, ?, ?, ?, ?) and `invoices`.`invoiceDate` >= ?); -- SENT, VIEWED, PARTIAL, PAID, OVERDUE, 1

-- controls/top-products: The ten products that sold best in a month
select `productId`, SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4)) * CAST(`salePrice` AS DECIMAL(15,4))), SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4))) from `sales` where `sales`.`saleDate` between ? and ? group by `sales`.`productId` order by SUM(CAST(`sales`.`quantity` AS DECIMAL(15,4)) * CAST(`sales`.`salePrice` AS DECIMAL(15,4))) desc, `sales`.`productId` desc limit ?; -- 1, 1, 10

-- controls/invoice-screen: The Invoices screen of all clients
select `invoices`.`id`, `invoices`.`invoiceNumber`, `invoices`.`customerId`, `invoices`.`invoiceDate`, `invoices`.`dueDate`, `invoices`.`subtotal`, `invoices`.`taxAmount`, `invoices`.`discountAmount`, `invoices`.`totalAmount`, `invoices`.`amountPaid`, `invoices`.`amountDue`, `invoices`.`status`, `invoices`.`paymentTerms`, `invoices`.`notes`, `invoices`.`referenceType`, `invoices`.`referenceId`, `invoices`.`createdBy`, `invoices`.`createdAt`, `invoices`.`updatedAt`, `clients`.`name` from `invoices` left join `clients` on `invoices`.`customerId` = `clients`.`id` order by `invoices`.`createdAt` desc limit ?; -- 50
select `status`, COUNT(*), SUM(`totalAmount`), SUM(`amountDue`) from `invoices` group by `invoices`.`status`; --

-- controls/invoices-by-status: First page of the invoices of one status, with their number
select COUNT(*) from `invoices` where `invoices`.`status` = ?; -- 1
select `id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt` from `invoices` where `invoices`.`status` = ? order by `invoices`.`invoiceDate` desc, `invoices`.`id` desc limit ?; -- 1, 50
