-- The four sensitive fields hold `enc:v1:<key version>:<base64>` (field-cipher.ts) or an empty string.
CREATE TABLE IF NOT EXISTS customers (
  id uuid PRIMARY KEY,
  dealership_id uuid NOT NULL,
  first_name varchar(100) NOT NULL,
  last_name varchar(100) NOT NULL,
  email varchar(255) NOT NULL DEFAULT '',
  phone varchar(20) NOT NULL DEFAULT '',
  address varchar(255) NOT NULL DEFAULT '',
  city varchar(100) NOT NULL DEFAULT '',
  state varchar(50) NOT NULL DEFAULT '',
  zip_code varchar(20) NOT NULL DEFAULT '',
  credit_score text NOT NULL DEFAULT '',
  ssn_last4 text NOT NULL DEFAULT '',
  drivers_license_number text NOT NULL DEFAULT '',
  monthly_income text NOT NULL DEFAULT '',
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS customers_dealership_idx ON customers (dealership_id);
CREATE INDEX IF NOT EXISTS customers_email_idx ON customers (email);
CREATE INDEX IF NOT EXISTS customers_name_idx ON customers (last_name, first_name);
