-- Times are UTC without a zone. As in the product, there are no foreign keys, and created_at, which lists sort by, has
-- no index.
CREATE TABLE IF NOT EXISTS deals (
  id uuid PRIMARY KEY,
  dealership_id uuid NOT NULL,
  customer_id uuid,
  vehicle_price numeric(10,2) NOT NULL DEFAULT 0,
  trade_in_value numeric(10,2) NOT NULL DEFAULT 0,
  trade_in_payoff numeric(10,2) NOT NULL DEFAULT 0,
  down_payment numeric(10,2) NOT NULL DEFAULT 0,
  tax_amount numeric(10,2) NOT NULL DEFAULT 0,
  total_amount numeric(10,2) NOT NULL DEFAULT 0,
  status varchar(50) NOT NULL DEFAULT 'draft',
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS deals_dealership_idx ON deals (dealership_id);
CREATE INDEX IF NOT EXISTS deals_customer_idx ON deals (customer_id);
CREATE INDEX IF NOT EXISTS deals_status_idx ON deals (status);
