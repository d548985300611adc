-- A missing VIN is an empty string, and the VIN is unique: as in the product, only one vehicle can have none.
CREATE TABLE IF NOT EXISTS vehicles (
  id uuid PRIMARY KEY,
  dealership_id uuid NOT NULL,
  vin varchar(17) NOT NULL UNIQUE,
  stock_number varchar(50) NOT NULL DEFAULT '',
  make varchar(50) NOT NULL,
  model varchar(50) NOT NULL,
  year integer NOT NULL,
  trim varchar(100) NOT NULL DEFAULT '',
  condition varchar(20) NOT NULL DEFAULT 'used',
  status varchar(20) NOT NULL DEFAULT 'available',
  price numeric(10,2) NOT NULL,
  mileage integer NOT NULL DEFAULT 0,
  color varchar(30) NOT NULL DEFAULT '',
  transmission varchar(50) NOT NULL DEFAULT '',
  engine varchar(100) NOT NULL DEFAULT '',
  fuel_type varchar(30) NOT NULL DEFAULT '',
  drive_type varchar(30) NOT NULL DEFAULT '',
  body_style varchar(50) NOT NULL DEFAULT '',
  image_url text NOT NULL DEFAULT '',
  description text NOT NULL DEFAULT '',
  features text NOT NULL DEFAULT '',
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS vehicles_dealership_idx ON vehicles (dealership_id);
CREATE INDEX IF NOT EXISTS vehicles_status_idx ON vehicles (status);
CREATE INDEX IF NOT EXISTS vehicles_make_model_idx ON vehicles (make, model);
