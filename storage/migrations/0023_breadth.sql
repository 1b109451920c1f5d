-- By what lists are narrowed and in which order they are put, however many rows they have.

create index lead_region on lead (org, region, n) where region is not null;
create index customer_region on customer (org, region, n) where region is not null;
create index customer_industry on customer (org, industry, n) where industry is not null;

drop index lead_created;
create index lead_created on lead (org, created_at, n);
create index customer_created on customer (org, created_at, n);
create index sales_order_created on sales_order (org, created_at, n);

create index deal_amount on deal (org, outcome, coalesce(amount, -1), n);
create index sales_order_total on sales_order (org, coalesce(total, -1), n);
create index product_price on product (org, coalesce(price, -1), n);
