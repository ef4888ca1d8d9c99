-- writes/sale: One sale line is added
insert into `sales` (`id`, `batchId`, `productId`, `quantity`, `cogsAtSale`, `salePrice`, `cogsOverride`, `customerId`, `saleDate`, `notes`, `createdBy`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, ?, ?, default, ?, ?, default, ?, default, default); -- 11, 12, 4, 15, 16, 13, 14, 1

-- writes/journal-entry: A journal's two ledger entries are added
insert into `ledgerEntries` (`id`, `entryNumber`, `entryDate`, `accountId`, `debit`, `credit`, `description`, `referenceType`, `referenceId`, `fiscalPeriodId`, `isManual`, `isPosted`, `postedAt`, `postedBy`, `createdBy`, `createdAt`) values (default, ?, ?, ?, ?, ?, ?, ?, ?, ?, default, ?, default, default, ?, default); -- JE-900000007-1, 14, 11, 13, 0.00, Sale, invoice INV-900000007, INVOICE, 1, 15, true, 1
insert into `ledgerEntries` (`id`, `entryNumber`, `entryDate`, `accountId`, `debit`, `credit`, `description`, `referenceType`, `referenceId`, `fiscalPeriodId`, `isManual`, `isPosted`, `postedAt`, `postedBy`, `createdBy`, `createdAt`) values (default, ?, ?, ?, ?, ?, ?, ?, ?, ?, default, ?, default, default, ?, default); -- JE-900000007-2, 14, 12, 0.00, 13, Sale, invoice INV-900000007, INVOICE, 1, 15, true, 1

-- writes/invoice: One invoice is added
insert into `invoices` (`id`, `invoiceNumber`, `customerId`, `invoiceDate`, `dueDate`, `subtotal`, `taxAmount`, `discountAmount`, `totalAmount`, `amountPaid`, `amountDue`, `status`, `paymentTerms`, `notes`, `referenceType`, `referenceId`, `createdBy`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, ?, ?, default, default, ?, default, ?, ?, default, default, default, default, ?, default, default); -- INV-900000007, 11, 12, 13, 14, 14, 14, SENT, 1

-- writes/batch: One batch is added
insert into `batches` (`id`, `code`, `sku`, `productId`, `lotId`, `batchStatus`, `statusId`, `grade`, `isSample`, `sampleOnly`, `sampleAvailable`, `cogsMode`, `unitCogs`, `unitCogsMin`, `unitCogsMax`, `paymentTerms`, `amountPaid`, `metadata`, `photo_session_event_id`, `onHandQty`, `sampleQty`, `reservedQty`, `quarantineQty`, `holdQty`, `defectiveQty`, `publishEcom`, `publishB2b`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, ?, default, default, ?, default, default, default, ?, ?, default, default, ?, default, default, default, ?, default, default, default, default, default, default, default, default, default); -- BATCH-900000007, SKU-99999-00000007, 11, 12, A, FIXED, 13, CONSIGNMENT, 60

-- writes/batch-location: One place of a batch is added
insert into `batchLocations` (`id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, ?, ?, ?, ?, default, default); -- 11, 12, Z, R99, S9, B99, 12

-- writes/product-tag: One tag of a product is added
insert into `productTags` (`id`, `productId`, `tagId`, `createdAt`, `deleted_at`) values (default, ?, ?, default, default); -- 11, 1000007

-- writes/intake: Intake: a lot, its batch and the batch's first place
insert into `lots` (`id`, `code`, `vendorId`, `date`, `notes`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, default, default, default); -- LOT-900000007, 1, 2025-10-27 09:00:00
insert into `batches` (`id`, `code`, `sku`, `productId`, `lotId`, `batchStatus`, `statusId`, `grade`, `isSample`, `sampleOnly`, `sampleAvailable`, `cogsMode`, `unitCogs`, `unitCogsMin`, `unitCogsMax`, `paymentTerms`, `amountPaid`, `metadata`, `photo_session_event_id`, `onHandQty`, `sampleQty`, `reservedQty`, `quarantineQty`, `holdQty`, `defectiveQty`, `publishEcom`, `publishB2b`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, LAST_INSERT_ID(), default, default, ?, default, default, default, ?, ?, default, default, ?, default, default, default, ?, default, default, default, default, default, default, default, default, default); -- BATCH-900000007, SKU-99999-00000007, 11, A, FIXED, 13, CONSIGNMENT, 60
insert into `batchLocations` (`id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt`) values (default, LAST_INSERT_ID(), ?, ?, ?, ?, ?, ?, default, default); -- Main Warehouse, Z, R99, S9, B99, 12

-- writes/transfer: Transfer of part of a batch to another place
select `id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt` from `batchLocations` where `batchLocations`.`id` = ? for update; -- 11
select `id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt` from `batchLocations` where (`batchLocations`.`batchId` = ? and `batchLocations`.`site` = ? and `batchLocations`.`zone` = ? and `batchLocations`.`rack` = ? and `batchLocations`.`shelf` = ? and `batchLocations`.`bin` = ?) for update; -- 12, 13, Z, R99, S9, B99
update `batchLocations` set `qty` = ? where `batchLocations`.`id` = ?; -- 13, 11
insert into `batchLocations` (`id`, `batchId`, `site`, `zone`, `rack`, `shelf`, `bin`, `qty`, `createdAt`, `updatedAt`) values (default, ?, ?, ?, ?, ?, ?, ?, default, default); -- 12, 13, Z, R99, S9, B99, 12

-- writes/past-cogs: The cost of past sales of a batch is corrected
update `sales` set `cogsAtSale` = ? where `sales`.`batchId` = ?; -- 123.45, 11

-- writes/tag-add: A tag is added to a product that may have it
select `id`, `productId`, `tagId`, `createdAt`, `deleted_at` from `productTags` where (`productTags`.`productId` = ? and `productTags`.`tagId` = ?) limit ?; -- 11, 1000007, 1
insert into `productTags` (`id`, `productId`, `tagId`, `createdAt`, `deleted_at`) values (default, ?, ?, default, default); -- 11, 1000007

-- writes/tag-remove: A tag is taken off a product
update `productTags` set `deleted_at` = ? where (`productTags`.`productId` = ? and `productTags`.`tagId` = ?); -- 2025-10-27 12:00:00, 11, 12
