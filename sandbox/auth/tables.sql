CREATE TABLE IF NOT EXISTS dealerships (
  id uuid PRIMARY KEY,
  name text NOT NULL
);

-- No foreign key to dealerships: the product accepts any dealership UUID in a registration.
CREATE TABLE IF NOT EXISTS users (
  id uuid PRIMARY KEY,
  email text NOT NULL DEFAULT '' UNIQUE,
  password_hash text NOT NULL DEFAULT '',
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL DEFAULT '',
  role text NOT NULL DEFAULT '',
  dealership_id uuid,
  is_active boolean NOT NULL DEFAULT true,
  email_verified boolean NOT NULL DEFAULT false,
  failed_logins integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  last_login_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS users_dealership_idx ON users (dealership_id);
