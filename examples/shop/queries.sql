-- name: lines of an order
-- weight: 20_000
select * from `order_lines` where `order_id` = ?;

-- name: open orders of a customer, newest first
-- weight: 6_000
select `id`, `number`, `status`, `total` from `orders`
where `customer_id` = ? and `status` in (?, ?) order by `placed_at` desc limit 20;

-- name: what is to be packed
-- weight: 3_000
select `o`.`id`, `o`.`number`, count(*) from `orders` `o` inner join `order_lines` `l` on `l`.`order_id` = `o`.`id`
where `o`.`status` = 'paid' and `o`.`placed_at` < ? group by `o`.`id`, `o`.`number` order by `o`.`id` limit 50;

-- name: sales of a product
-- weight: 400
select sum(`quantity` * `price`) from `order_lines` where `product_id` = ?;
