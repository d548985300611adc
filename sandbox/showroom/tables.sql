-- A customer must be deletable (204), so that deletes its visits too. Deleting a user or vehicle only clears the column.
CREATE TABLE IF NOT EXISTS showroom_visits (
  id uuid PRIMARY KEY,
  dealership_id uuid NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  salesperson_id uuid REFERENCES users (id) ON DELETE SET NULL,
  vehicle_id uuid REFERENCES vehicles (id) ON DELETE SET NULL,
  stock_number varchar(50),
  check_in_time timestamp NOT NULL,
  check_out_time timestamp,
  status varchar(20) NOT NULL,
  workflow_stage integer NOT NULL,
  source varchar(20),
  appointment_id uuid,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS showroom_visits_dealership_idx ON showroom_visits (dealership_id, check_in_time);
CREATE INDEX IF NOT EXISTS showroom_visits_customer_idx ON showroom_visits (customer_id);
CREATE INDEX IF NOT EXISTS showroom_visits_salesperson_idx ON showroom_visits (salesperson_id);
CREATE INDEX IF NOT EXISTS showroom_visits_vehicle_idx ON showroom_visits (vehicle_id);

CREATE TABLE IF NOT EXISTS showroom_timers (
  id uuid PRIMARY KEY,
  visit_id uuid NOT NULL REFERENCES showroom_visits (id) ON DELETE CASCADE,
  timer_type varchar(20) NOT NULL,
  start_time timestamp NOT NULL,
  end_time timestamp,
  duration_seconds integer,
  started_by uuid,
  created_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS showroom_timers_visit_idx ON showroom_timers (visit_id, start_time);

CREATE TABLE IF NOT EXISTS showroom_notes (
  id uuid PRIMARY KEY,
  visit_id uuid NOT NULL REFERENCES showroom_visits (id) ON DELETE CASCADE,
  created_by_id uuid NOT NULL,
  content text NOT NULL,
  is_pinned boolean NOT NULL DEFAULT false,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS showroom_notes_visit_idx ON showroom_notes (visit_id, created_at);
