-- name: vip_portal_configurations by client_id
-- weight: 16
select * from `vip_portal_configurations` where `client_id` = ?;

-- name: batches by batchStatus
-- weight: 9
select * from `batches` where `batchStatus` = ?;

-- name: inventoryAlerts by alertStatus, batchId, inventoryAlertType
-- weight: 8
select * from `inventoryAlerts` where `alertStatus` = ? and `batchId` = ? and `inventoryAlertType` = ?;

-- name: users by email
-- weight: 8
select * from `users` where `email` = ?;

-- name: client_needs by status
-- weight: 7
select * from `client_needs` where `status` = ?;

-- name: user_roles by user_id
-- weight: 7
select * from `user_roles` where `user_id` = ?;

-- name: client_draft_interests by client_id
-- weight: 6
select * from `client_draft_interests` where `client_id` = ?;

-- name: intake_session_batches by intake_session_id
-- weight: 6
select * from `intake_session_batches` where `intake_session_id` = ?;

-- name: productTags by tagId
-- weight: 6
select * from `productTags` where `tagId` = ?;

-- name: role_permissions by role_id
-- weight: 6
select * from `role_permissions` where `role_id` = ?;

-- name: calendar_event_permissions by event_id, grant_type, grantee_id
-- weight: 5
select * from `calendar_event_permissions` where `event_id` = ? and `grant_type` = ? and `grantee_id` = ?;

-- name: calendar_invitation_settings by user_id
-- weight: 5
select * from `calendar_invitation_settings` where `user_id` = ?;

-- name: calendar_recurrence_rules by event_id
-- weight: 5
select * from `calendar_recurrence_rules` where `event_id` = ?;

-- name: deployments by status
-- weight: 5
select * from `deployments` where `status` = ?;

-- name: productTags by productId, tagId
-- weight: 5
select * from `productTags` where `productId` = ? and `tagId` = ?;

-- name: sampleRequests by sampleRequestStatus, fulfilledDate from
-- weight: 5
select * from `sampleRequests` where `sampleRequestStatus` = ? and `fulfilledDate` >= ?;

-- name: sequences by name
-- weight: 5
select * from `sequences` where `name` = ?;

-- name: batches by onHandQty from
-- weight: 4
select * from `batches` where `onHandQty` >= ?;

-- name: calendar_views by is_default, user_id
-- weight: 4
select * from `calendar_views` where `is_default` = ? and `user_id` = ?;

-- name: client_needs by client_id, status
-- weight: 4
select * from `client_needs` where `client_id` = ? and `status` = ?;

-- name: client_transactions by client_id, transaction_type, transaction_date from
-- weight: 4
select * from `client_transactions` where `client_id` = ? and `transaction_type` = ? and `transaction_date` >= ?;

-- name: client_transactions by client_id, transaction_type
-- weight: 4
select * from `client_transactions` where `client_id` = ? and `transaction_type` = ?;

-- name: orders by orderType, created_at from
-- weight: 4
select * from `orders` where `orderType` = ? and `created_at` >= ?;

-- name: orders by orderType
-- weight: 4
select * from `orders` where `orderType` = ?;

-- name: pricing_defaults by product_category
-- weight: 4
select * from `pricing_defaults` where `product_category` = ?;

-- name: purchaseOrderItems by purchaseOrderId
-- weight: 4
select * from `purchaseOrderItems` where `purchaseOrderId` = ?;

-- name: sampleAllocations by clientId, monthYear
-- weight: 4
select * from `sampleAllocations` where `clientId` = ? and `monthYear` = ?;

-- name: userDashboardPreferences by userId
-- weight: 4
select * from `userDashboardPreferences` where `userId` = ?;

-- name: user_roles by role_id, user_id
-- weight: 4
select * from `user_roles` where `role_id` = ? and `user_id` = ?;

-- name: vendor_supply by status
-- weight: 4
select * from `vendor_supply` where `status` = ?;

-- name: accounts by accountNumber
-- weight: 3
select * from `accounts` where `accountNumber` = ?;

-- name: batches by statusId
-- weight: 3
select * from `batches` where `statusId` = ?;

-- name: batches by all, in order of createdAt
-- weight: 3
select * from `batches` order by `createdAt` desc limit 50;

-- name: calendar_recurrence_instances by instance_date, parent_event_id
-- weight: 3
select * from `calendar_recurrence_instances` where `instance_date` = ? and `parent_event_id` = ?;

-- name: client_credit_limits by client_id
-- weight: 3
select * from `client_credit_limits` where `client_id` = ?;

-- name: client_interest_list_items by interest_list_id
-- weight: 3
select * from `client_interest_list_items` where `interest_list_id` = ?;

-- name: client_transactions by client_id
-- weight: 3
select * from `client_transactions` where `client_id` = ?;

-- name: dashboard_widget_layouts by userId
-- weight: 3
select * from `dashboard_widget_layouts` where `userId` = ?;

-- name: dashboard_widget_layouts by role
-- weight: 3
select * from `dashboard_widget_layouts` where `role` = ?;

-- name: order_line_items by order_id
-- weight: 3
select * from `order_line_items` where `order_id` = ?;

-- name: permissions by name
-- weight: 3
select * from `permissions` where `name` = ?;

-- name: returns by order_id
-- weight: 3
select * from `returns` where `order_id` = ?;

-- name: roles by name
-- weight: 3
select * from `roles` where `name` = ?;

-- name: sales by batchId
-- weight: 3
select * from `sales` where `batchId` = ?;

-- name: strains by all, in order of name
-- weight: 3
select * from `strains` order by `name` desc limit 50;

-- name: todo_list_members by list_id, user_id
-- weight: 3
select * from `todo_list_members` where `list_id` = ? and `user_id` = ?;

-- name: todo_tasks by list_id
-- weight: 3
select * from `todo_tasks` where `list_id` = ?;

-- name: user_permission_overrides by user_id
-- weight: 3
select * from `user_permission_overrides` where `user_id` = ?;

-- name: auditLogs by all, in order of createdAt
-- weight: 2
select * from `auditLogs` order by `createdAt` desc limit 50;

-- name: batchLocations by batchId
-- weight: 2
select * from `batchLocations` where `batchId` = ?;

-- name: batches by all, in order of id
-- weight: 2
select * from `batches` order by `id` desc limit 50;

-- name: batches by onHandQty
-- weight: 2
select * from `batches` where `onHandQty` = ?;

-- name: bills by status, amountDue from
-- weight: 2
select * from `bills` where `status` = ? and `amountDue` >= ?;

-- name: calendar_event_participants by event_id, user_id
-- weight: 2
select * from `calendar_event_participants` where `event_id` = ? and `user_id` = ?;

-- name: calendar_event_permissions by event_id
-- weight: 2
select * from `calendar_event_permissions` where `event_id` = ?;

-- name: calendar_events by end_date from
-- weight: 2
select * from `calendar_events` where `end_date` >= ?;

-- name: calendar_recurrence_instances by parent_event_id, instance_date from
-- weight: 2
select * from `calendar_recurrence_instances` where `parent_event_id` = ? and `instance_date` >= ?;

-- name: calendar_recurrence_instances by instance_date from
-- weight: 2
select * from `calendar_recurrence_instances` where `instance_date` >= ?;

-- name: calendar_recurrence_instances by parent_event_id
-- weight: 2
select * from `calendar_recurrence_instances` where `parent_event_id` = ?;

-- name: calendar_reminders by event_id
-- weight: 2
select * from `calendar_reminders` where `event_id` = ?;

-- name: client_needs by status, expires_at from
-- weight: 2
select * from `client_needs` where `status` = ? and `expires_at` >= ?;

-- name: client_transactions by all, in order of transaction_date
-- weight: 2
select * from `client_transactions` order by `transaction_date` desc limit 50;

-- name: clients by vip_portal_enabled
-- weight: 2
select * from `clients` where `vip_portal_enabled` = ?;

-- name: comment_mentions by comment_id
-- weight: 2
select * from `comment_mentions` where `comment_id` = ?;

-- name: creditApplications by creditId
-- weight: 2
select * from `creditApplications` where `creditId` = ?;

-- name: credits by clientId
-- weight: 2
select * from `credits` where `clientId` = ?;

-- name: dashboard_kpi_configs by role
-- weight: 2
select * from `dashboard_kpi_configs` where `role` = ?;

-- name: inbox_items by is_archived, status, user_id
-- weight: 2
select * from `inbox_items` where `is_archived` = ? and `status` = ? and `user_id` = ?;

-- name: inventoryAlerts by alertStatus
-- weight: 2
select * from `inventoryAlerts` where `alertStatus` = ?;

-- name: inventoryMovements by referenceId, referenceType
-- weight: 2
select * from `inventoryMovements` where `referenceId` = ? and `referenceType` = ?;

-- name: invoices by status, amountDue from
-- weight: 2
select * from `invoices` where `status` = ? and `amountDue` >= ?;

-- name: invoices by customerId, invoiceDate from
-- weight: 2
select * from `invoices` where `customerId` = ? and `invoiceDate` >= ?;

-- name: lots by code
-- weight: 2
select * from `lots` where `code` = ?;

-- name: orders by client_id, orderType
-- weight: 2
select * from `orders` where `client_id` = ? and `orderType` = ?;

-- name: orders by order_number
-- weight: 2
select * from `orders` where `order_number` = ?;

-- name: orders by client_id
-- weight: 2
select * from `orders` where `client_id` = ?;

-- name: orders by all, in order of created_at
-- weight: 2
select * from `orders` order by `created_at` desc limit 50;

-- name: productTags by productId
-- weight: 2
select * from `productTags` where `productId` = ?;

-- name: products by brandId, nameCanonical
-- weight: 2
select * from `products` where `brandId` = ? and `nameCanonical` = ?;

-- name: role_permissions by permission_id
-- weight: 2
select * from `role_permissions` where `permission_id` = ?;

-- name: role_permissions by permission_id, role_id
-- weight: 2
select * from `role_permissions` where `permission_id` = ? and `role_id` = ?;

-- name: strains by standardizedName
-- weight: 2
select * from `strains` where `standardizedName` = ?;

-- name: tagHierarchy by childTagId
-- weight: 2
select * from `tagHierarchy` where `childTagId` = ?;

-- name: todo_list_members by list_id
-- weight: 2
select * from `todo_list_members` where `list_id` = ?;

-- name: todo_tasks by is_completed, due_date from
-- weight: 2
select * from `todo_tasks` where `is_completed` = ? and `due_date` >= ?;

-- name: transactionLinks by childTransactionId, transactionLinkType
-- weight: 2
select * from `transactionLinks` where `childTransactionId` = ? and `transactionLinkType` = ?;

-- name: transactionLinks by childTransactionId, parentTransactionId
-- weight: 2
select * from `transactionLinks` where `childTransactionId` = ? and `parentTransactionId` = ?;

-- name: user_permission_overrides by permission_id, user_id
-- weight: 2
select * from `user_permission_overrides` where `permission_id` = ? and `user_id` = ?;

-- name: user_roles by role_id
-- weight: 2
select * from `user_roles` where `role_id` = ?;

-- name: vendor_supply by status, available_until from
-- weight: 2
select * from `vendor_supply` where `status` = ? and `available_until` >= ?;

-- name: vip_portal_auth by email
-- weight: 2
select * from `vip_portal_auth` where `email` = ?;

-- name: workflow_statuses by isActive
-- weight: 2
select * from `workflow_statuses` where `isActive` = ?;

-- name: accounts by isActive
-- weight: 1
select * from `accounts` where `isActive` = ?;

-- name: alert_configurations by user_id
-- weight: 1
select * from `alert_configurations` where `user_id` = ?;

-- name: alert_configurations by is_active
-- weight: 1
select * from `alert_configurations` where `is_active` = ?;

-- name: alert_configurations by alert_type, is_active
-- weight: 1
select * from `alert_configurations` where `alert_type` = ? and `is_active` = ?;

-- name: auditLogs by entity, entityId, in order of createdAt
-- weight: 1
select * from `auditLogs` where `entity` = ? and `entityId` = ? order by `createdAt` desc limit 50;

-- name: auditLogs by entity, entityId
-- weight: 1
select * from `auditLogs` where `entity` = ? and `entityId` = ?;

-- name: bankAccounts by isActive
-- weight: 1
select * from `bankAccounts` where `isActive` = ?;

-- name: bankTransactions by bankAccountId, isReconciled
-- weight: 1
select * from `bankTransactions` where `bankAccountId` = ? and `isReconciled` = ?;

-- name: bankTransactions by bankAccountId, transactionDate from
-- weight: 1
select * from `bankTransactions` where `bankAccountId` = ? and `transactionDate` >= ?;

-- name: batchLocations by batchId, site
-- weight: 1
select * from `batchLocations` where `batchId` = ? and `site` = ?;

-- name: batch_status_history by batchId
-- weight: 1
select * from `batch_status_history` where `batchId` = ?;

-- name: batch_status_history by all, in order of createdAt
-- weight: 1
select * from `batch_status_history` order by `createdAt` desc limit 50;

-- name: batch_status_history by changedBy, in order of createdAt
-- weight: 1
select * from `batch_status_history` where `changedBy` = ? order by `createdAt` desc limit 50;

-- name: batches by productId
-- weight: 1
select * from `batches` where `productId` = ?;

-- name: batches by code
-- weight: 1
select * from `batches` where `code` = ?;

-- name: batches by grade
-- weight: 1
select * from `batches` where `grade` = ?;

-- name: batches by productId, in order of sampleOnly
-- weight: 1
select * from `batches` where `productId` = ? order by `sampleOnly` desc limit 50;

-- name: billLineItems by billId
-- weight: 1
select * from `billLineItems` where `billId` = ?;

-- name: bills by status
-- weight: 1
select * from `bills` where `status` = ?;

-- name: bills by status, dueDate from
-- weight: 1
select * from `bills` where `status` = ? and `dueDate` >= ?;

-- name: bills by createdAt from
-- weight: 1
select * from `bills` where `createdAt` >= ?;

-- name: bills by vendorId
-- weight: 1
select * from `bills` where `vendorId` = ?;

-- name: brands by name, vendorId
-- weight: 1
select * from `brands` where `name` = ? and `vendorId` = ?;

-- name: calendar_event_attachments by event_id
-- weight: 1
select * from `calendar_event_attachments` where `event_id` = ?;

-- name: calendar_event_history by changed_at from
-- weight: 1
select * from `calendar_event_history` where `changed_at` >= ?;

-- name: calendar_event_history by event_id
-- weight: 1
select * from `calendar_event_history` where `event_id` = ?;

-- name: calendar_event_invitations by event_id, invitee_type
-- weight: 1
select * from `calendar_event_invitations` where `event_id` = ? and `invitee_type` = ?;

-- name: calendar_event_invitations by event_id
-- weight: 1
select * from `calendar_event_invitations` where `event_id` = ?;

-- name: calendar_event_invitations by status, user_id
-- weight: 1
select * from `calendar_event_invitations` where `status` = ? and `user_id` = ?;

-- name: calendar_event_participants by event_id
-- weight: 1
select * from `calendar_event_participants` where `event_id` = ?;

-- name: calendar_events by deleted_at from
-- weight: 1
select * from `calendar_events` where `deleted_at` >= ?;

-- name: calendar_events by is_recurring
-- weight: 1
select * from `calendar_events` where `is_recurring` = ?;

-- name: calendar_events by entity_id, entity_type
-- weight: 1
select * from `calendar_events` where `entity_id` = ? and `entity_type` = ?;

-- name: calendar_events by assigned_to
-- weight: 1
select * from `calendar_events` where `assigned_to` = ?;

-- name: calendar_events by client_id
-- weight: 1
select * from `calendar_events` where `client_id` = ?;

-- name: calendar_events by vendor_id
-- weight: 1
select * from `calendar_events` where `vendor_id` = ?;

-- name: calendar_events by assigned_to, entity_type, event_type, start_date from
-- weight: 1
select * from `calendar_events` where `assigned_to` = ? and `entity_type` = ? and `event_type` = ? and `start_date` >= ?;

-- name: calendar_events by event_type, status, start_date from
-- weight: 1
select * from `calendar_events` where `event_type` = ? and `status` = ? and `start_date` >= ?;

-- name: calendar_events by event_type, status, end_date from
-- weight: 1
select * from `calendar_events` where `event_type` = ? and `status` = ? and `end_date` >= ?;

-- name: calendar_events by entity_id, entity_type, event_type, status
-- weight: 1
select * from `calendar_events` where `entity_id` = ? and `entity_type` = ? and `event_type` = ? and `status` = ?;

-- name: calendar_invitation_history by invitation_id
-- weight: 1
select * from `calendar_invitation_history` where `invitation_id` = ?;

-- name: calendar_reminders by status, sent_at from
-- weight: 1
select * from `calendar_reminders` where `status` = ? and `sent_at` >= ?;

-- name: calendar_reminders by status, reminder_time from
-- weight: 1
select * from `calendar_reminders` where `status` = ? and `reminder_time` >= ?;

-- name: calendar_reminders by status, user_id, reminder_time from
-- weight: 1
select * from `calendar_reminders` where `status` = ? and `user_id` = ? and `reminder_time` >= ?;

-- name: calendar_views by user_id
-- weight: 1
select * from `calendar_views` where `user_id` = ?;

-- name: client_activity by client_id, in order of created_at
-- weight: 1
select * from `client_activity` where `client_id` = ? order by `created_at` desc limit 50;

-- name: client_catalog_views by client_id
-- weight: 1
select * from `client_catalog_views` where `client_id` = ?;

-- name: client_catalog_views by client_id, name
-- weight: 1
select * from `client_catalog_views` where `client_id` = ? and `name` = ?;

-- name: client_communications by client_id
-- weight: 1
select * from `client_communications` where `client_id` = ?;

-- name: client_draft_interests by batch_id, client_id
-- weight: 1
select * from `client_draft_interests` where `batch_id` = ? and `client_id` = ?;

-- name: client_interest_lists by client_id
-- weight: 1
select * from `client_interest_lists` where `client_id` = ?;

-- name: client_interest_lists by all, in order of submitted_at
-- weight: 1
select * from `client_interest_lists` order by `submitted_at` desc limit 50;

-- name: client_meeting_history by client_id
-- weight: 1
select * from `client_meeting_history` where `client_id` = ?;

-- name: client_needs by client_id
-- weight: 1
select * from `client_needs` where `client_id` = ?;

-- name: client_notes by client_id
-- weight: 1
select * from `client_notes` where `client_id` = ?;

-- name: client_price_alerts by batch_id, client_id
-- weight: 1
select * from `client_price_alerts` where `batch_id` = ? and `client_id` = ?;

-- name: client_price_alerts by client_id
-- weight: 1
select * from `client_price_alerts` where `client_id` = ?;

-- name: client_transactions by client_id, payment_status, transaction_date from
-- weight: 1
select * from `client_transactions` where `client_id` = ? and `payment_status` = ? and `transaction_date` >= ?;

-- name: client_transactions by client_id, payment_status, payment_date from
-- weight: 1
select * from `client_transactions` where `client_id` = ? and `payment_status` = ? and `payment_date` >= ?;

-- name: client_transactions by payment_status
-- weight: 1
select * from `client_transactions` where `payment_status` = ?;

-- name: clients by all, in order of created_at
-- weight: 1
select * from `clients` order by `created_at` desc limit 50;

-- name: clients by teri_code
-- weight: 1
select * from `clients` where `teri_code` = ?;

-- name: clients by created_at from
-- weight: 1
select * from `clients` where `created_at` >= ?;

-- name: clients by all, in order of total_spent
-- weight: 1
select * from `clients` order by `total_spent` desc limit 50;

-- name: clients by all, in order of vip_portal_last_login
-- weight: 1
select * from `clients` order by `vip_portal_last_login` desc limit 50;

-- name: comment_mentions by mentioned_user_id
-- weight: 1
select * from `comment_mentions` where `mentioned_user_id` = ?;

-- name: comments by commentable_id, commentable_type
-- weight: 1
select * from `comments` where `commentable_id` = ? and `commentable_type` = ?;

-- name: comments by commentable_id, commentable_type, is_resolved
-- weight: 1
select * from `comments` where `commentable_id` = ? and `commentable_type` = ? and `is_resolved` = ?;

-- name: creditApplications by invoiceId
-- weight: 1
select * from `creditApplications` where `invoiceId` = ?;

-- name: credit_audit_log by client_id, in order of created_at
-- weight: 1
select * from `credit_audit_log` where `client_id` = ? order by `created_at` desc limit 50;

-- name: credit_signal_history by client_id, in order of calculated_at
-- weight: 1
select * from `credit_signal_history` where `client_id` = ? order by `calculated_at` desc limit 50;

-- name: credits by creditNumber
-- weight: 1
select * from `credits` where `creditNumber` = ?;

-- name: credits by expirationDate from
-- weight: 1
select * from `credits` where `expirationDate` >= ?;

-- name: credits by all, in order of creditNumber
-- weight: 1
select * from `credits` order by `creditNumber` desc limit 50;

-- name: deployments by commitSha
-- weight: 1
select * from `deployments` where `commitSha` = ?;

-- name: expenses by isReimbursable, isReimbursed
-- weight: 1
select * from `expenses` where `isReimbursable` = ? and `isReimbursed` = ?;

-- name: fiscalPeriods by status, endDate from
-- weight: 1
select * from `fiscalPeriods` where `status` = ? and `endDate` >= ?;

-- name: freeform_notes by all, in order of isPinned
-- weight: 1
select * from `freeform_notes` order by `isPinned` desc limit 50;

-- name: freeform_notes by isArchived, userId, in order of updatedAt
-- weight: 1
select * from `freeform_notes` where `isArchived` = ? and `userId` = ? order by `updatedAt` desc limit 50;

-- name: freeform_notes by isArchived, templateType, userId
-- weight: 1
select * from `freeform_notes` where `isArchived` = ? and `templateType` = ? and `userId` = ?;

-- name: freeform_notes by isArchived, userId
-- weight: 1
select * from `freeform_notes` where `isArchived` = ? and `userId` = ?;

-- name: inbox_items by user_id
-- weight: 1
select * from `inbox_items` where `user_id` = ?;

-- name: inbox_items by is_archived, status, completed_at from
-- weight: 1
select * from `inbox_items` where `is_archived` = ? and `status` = ? and `completed_at` >= ?;

-- name: inventoryMovements by batchId, in order of createdAt
-- weight: 1
select * from `inventoryMovements` where `batchId` = ? order by `createdAt` desc limit 50;

-- name: inventoryMovements by batchId
-- weight: 1
select * from `inventoryMovements` where `batchId` = ?;

-- name: inventoryMovements by referenceType
-- weight: 1
select * from `inventoryMovements` where `referenceType` = ?;

-- name: inventoryMovements by batchId, inventoryMovementType
-- weight: 1
select * from `inventoryMovements` where `batchId` = ? and `inventoryMovementType` = ?;

-- name: inventoryMovements by inventoryMovementType
-- weight: 1
select * from `inventoryMovements` where `inventoryMovementType` = ?;

-- name: invoiceLineItems by invoiceId
-- weight: 1
select * from `invoiceLineItems` where `invoiceId` = ?;

-- name: invoices by status
-- weight: 1
select * from `invoices` where `status` = ?;

-- name: invoices by status, dueDate from
-- weight: 1
select * from `invoices` where `status` = ? and `dueDate` >= ?;

-- name: invoices by status, createdAt from
-- weight: 1
select * from `invoices` where `status` = ? and `createdAt` >= ?;

-- name: invoices by customerId
-- weight: 1
select * from `invoices` where `customerId` = ?;

-- name: ledgerEntries by accountId, isPosted, entryDate from
-- weight: 1
select * from `ledgerEntries` where `accountId` = ? and `isPosted` = ? and `entryDate` >= ?;

-- name: ledgerEntries by entryNumber
-- weight: 1
select * from `ledgerEntries` where `entryNumber` = ?;

-- name: ledgerEntries by fiscalPeriodId, isPosted
-- weight: 1
select * from `ledgerEntries` where `fiscalPeriodId` = ? and `isPosted` = ?;

-- name: ledgerEntries by referenceId, referenceType
-- weight: 1
select * from `ledgerEntries` where `referenceId` = ? and `referenceType` = ?;

-- name: locations by all, in order of site
-- weight: 1
select * from `locations` order by `site` desc limit 50;

-- name: match_records by client_need_id
-- weight: 1
select * from `match_records` where `client_need_id` = ?;

-- name: note_activity by noteId, in order of createdAt
-- weight: 1
select * from `note_activity` where `noteId` = ? order by `createdAt` desc limit 50;

-- name: note_comments by noteId
-- weight: 1
select * from `note_comments` where `noteId` = ?;

-- name: order_audit_log by order_id
-- weight: 1
select * from `order_audit_log` where `order_id` = ?;

-- name: order_audit_log by user_id
-- weight: 1
select * from `order_audit_log` where `user_id` = ?;

-- name: order_status_history by order_id
-- weight: 1
select * from `order_status_history` where `order_id` = ?;

-- name: orders by client_id, orderType, in order of created_at
-- weight: 1
select * from `orders` where `client_id` = ? and `orderType` = ? order by `created_at` desc limit 50;

-- name: orders by client_id, in order of created_at
-- weight: 1
select * from `orders` where `client_id` = ? order by `created_at` desc limit 50;

-- name: paymentMethods by code
-- weight: 1
select * from `paymentMethods` where `code` = ?;

-- name: paymentMethods by isActive
-- weight: 1
select * from `paymentMethods` where `isActive` = ?;

-- name: payments by invoiceId
-- weight: 1
select * from `payments` where `invoiceId` = ?;

-- name: payments by billId
-- weight: 1
select * from `payments` where `billId` = ?;

-- name: payments by paymentDate from
-- weight: 1
select * from `payments` where `paymentDate` >= ?;

-- name: pricing_rules by is_active
-- weight: 1
select * from `pricing_rules` where `is_active` = ?;

-- name: products by category
-- weight: 1
select * from `products` where `category` = ?;

-- name: products by subcategory
-- weight: 1
select * from `products` where `subcategory` = ?;

-- name: products by strainId
-- weight: 1
select * from `products` where `strainId` = ?;

-- name: purchaseOrderItems by productId
-- weight: 1
select * from `purchaseOrderItems` where `productId` = ?;

-- name: purchaseOrders by all, in order of createdAt
-- weight: 1
select * from `purchaseOrders` order by `createdAt` desc limit 50;

-- name: purchaseOrders by vendorId
-- weight: 1
select * from `purchaseOrders` where `vendorId` = ?;

-- name: recurring_orders by status, next_generation_date from
-- weight: 1
select * from `recurring_orders` where `status` = ? and `next_generation_date` >= ?;

-- name: recurring_orders by client_id
-- weight: 1
select * from `recurring_orders` where `client_id` = ?;

-- name: returns by all, in order of processed_at
-- weight: 1
select * from `returns` order by `processed_at` desc limit 50;

-- name: sales by saleDate from
-- weight: 1
select * from `sales` where `saleDate` >= ?;

-- name: sales by batchId, saleDate from
-- weight: 1
select * from `sales` where `batchId` = ? and `saleDate` >= ?;

-- name: salesSheetVersions by templateId, in order of versionNumber
-- weight: 1
select * from `salesSheetVersions` where `templateId` = ? order by `versionNumber` desc limit 50;

-- name: salesSheetVersions by templateId
-- weight: 1
select * from `salesSheetVersions` where `templateId` = ?;

-- name: sales_sheet_history by template_id
-- weight: 1
select * from `sales_sheet_history` where `template_id` = ?;

-- name: sales_sheet_history by client_id, in order of created_at
-- weight: 1
select * from `sales_sheet_history` where `client_id` = ? order by `created_at` desc limit 50;

-- name: sales_sheet_templates by is_active, expiration_date from
-- weight: 1
select * from `sales_sheet_templates` where `is_active` = ? and `expiration_date` >= ?;

-- name: sales_sheet_templates by is_active
-- weight: 1
select * from `sales_sheet_templates` where `is_active` = ?;

-- name: sales_sheet_templates by client_id
-- weight: 1
select * from `sales_sheet_templates` where `client_id` = ?;

-- name: sampleRequests by clientId, in order of requestDate
-- weight: 1
select * from `sampleRequests` where `clientId` = ? order by `requestDate` desc limit 50;

-- name: sampleRequests by sampleRequestStatus
-- weight: 1
select * from `sampleRequests` where `sampleRequestStatus` = ?;

-- name: scratch_pad_notes by all, in order of createdAt
-- weight: 1
select * from `scratch_pad_notes` order by `createdAt` desc limit 50;

-- name: scratch_pad_notes by userId
-- weight: 1
select * from `scratch_pad_notes` where `userId` = ?;

-- name: subcategories by categoryId
-- weight: 1
select * from `subcategories` where `categoryId` = ?;

-- name: tagGroupMembers by groupId, tagId
-- weight: 1
select * from `tagGroupMembers` where `groupId` = ? and `tagId` = ?;

-- name: tagGroupMembers by groupId
-- weight: 1
select * from `tagGroupMembers` where `groupId` = ?;

-- name: tagHierarchy by childTagId, parentTagId
-- weight: 1
select * from `tagHierarchy` where `childTagId` = ? and `parentTagId` = ?;

-- name: tagHierarchy by parentTagId
-- weight: 1
select * from `tagHierarchy` where `parentTagId` = ?;

-- name: todo_task_activity by task_id
-- weight: 1
select * from `todo_task_activity` where `task_id` = ?;

-- name: todo_task_activity by user_id, in order of created_at
-- weight: 1
select * from `todo_task_activity` where `user_id` = ? order by `created_at` desc limit 50;

-- name: todo_tasks by assigned_to
-- weight: 1
select * from `todo_tasks` where `assigned_to` = ?;

-- name: transactionLinks by childTransactionId, parentTransactionId, transactionLinkType
-- weight: 1
select * from `transactionLinks` where `childTransactionId` = ? and `parentTransactionId` = ? and `transactionLinkType` = ?;

-- name: transactionLinks by parentTransactionId
-- weight: 1
select * from `transactionLinks` where `parentTransactionId` = ?;

-- name: transactionLinks by childTransactionId
-- weight: 1
select * from `transactionLinks` where `childTransactionId` = ?;

-- name: transactions by clientId
-- weight: 1
select * from `transactions` where `clientId` = ?;

-- name: transactions by transactionStatus, transactionDate from
-- weight: 1
select * from `transactions` where `transactionStatus` = ? and `transactionDate` >= ?;

-- name: transactions by transactionNumber
-- weight: 1
select * from `transactions` where `transactionNumber` = ?;

-- name: transactions by clientId, in order of transactionDate
-- weight: 1
select * from `transactions` where `clientId` = ? order by `transactionDate` desc limit 50;

-- name: transactions by all, in order of transactionNumber
-- weight: 1
select * from `transactions` order by `transactionNumber` desc limit 50;

-- name: user_permission_overrides by permission_id
-- weight: 1
select * from `user_permission_overrides` where `permission_id` = ?;

-- name: users by openId
-- weight: 1
select * from `users` where `openId` = ?;

-- name: vendorNotes by vendorId
-- weight: 1
select * from `vendorNotes` where `vendorId` = ?;

-- name: vendors by name
-- weight: 1
select * from `vendors` where `name` = ?;

-- name: vip_portal_auth by session_token, session_expires_at from
-- weight: 1
select * from `vip_portal_auth` where `session_token` = ? and `session_expires_at` >= ?;

-- name: vip_portal_auth by session_token
-- weight: 1
select * from `vip_portal_auth` where `session_token` = ?;

-- name: vip_portal_auth by reset_token, reset_token_expires_at from
-- weight: 1
select * from `vip_portal_auth` where `reset_token` = ? and `reset_token_expires_at` >= ?;

-- name: vip_portal_auth by client_id
-- weight: 1
select * from `vip_portal_auth` where `client_id` = ?;

-- name: workflow_statuses by slug
-- weight: 1
select * from `workflow_statuses` where `slug` = ?;
