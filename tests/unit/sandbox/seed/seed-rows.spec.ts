import { expect, test } from '@playwright/test';
import { isVin } from '../../../../sandbox/inventory/vin.ts';
import { firstDealershipId } from '../../../../sandbox/seed/dealership-plan.ts';
import { seedRows } from '../../../../sandbox/seed/seed-rows.ts';

const nowMs = Date.UTC(2026, 5, 1);
const rows = seedRows(nowMs);

test('seeding twice gives the same ids and texts', () => {
  expect(seedRows(nowMs)).toEqual(rows);
});

test('another start only moves what is recent', () => {
  const later = seedRows(nowMs + 86_400_000);
  expect(later.customers).toEqual(rows.customers);
  expect(later.vehicles).toEqual(rows.vehicles);
  const timeless = (deals: typeof rows.deals) =>
    deals.map(({ created_at: _c, updated_at: _u, ...deal }) => deal);
  expect(timeless(later.deals)).toEqual(timeless(rows.deals));
  const moved = later.deals.filter((deal, index) => deal.created_at !== rows.deals[index]?.created_at);
  expect(moved.length).toBeGreaterThan(250);
  expect(moved.length).toBeLessThan(350);
  for (const deal of moved) expect(Date.parse(deal.created_at)).toBeGreaterThan(nowMs - 14 * 86_400_000);
});

test('there are 12 dealerships with 2,400 customers, 1,200 vehicles and 3,000 deals', () => {
  const counts = [rows.dealerships, rows.users, rows.customers, rows.vehicles, rows.deals].map(
    (r) => r.length,
  );
  expect(counts).toEqual([12, 121, 2400, 1200, 3000]);
});

test('the first dealership has Load Test and lists of a known size', () => {
  const ofFirst = <Row extends { readonly dealership_id: string }>(all: readonly Row[]) =>
    all.filter((row) => row.dealership_id === firstDealershipId);
  expect(rows.users[0]).toMatchObject({
    email: 'loadtest@example.com',
    first_name: 'Load',
    last_name: 'Test',
    dealership_id: firstDealershipId,
  });
  expect(ofFirst(rows.customers)).toHaveLength(120);
  expect(ofFirst(rows.deals)).toHaveLength(150);
  const vehicles = ofFirst(rows.vehicles);
  expect(vehicles).toHaveLength(100);
  expect(vehicles.filter((vehicle) => vehicle.status === 'available').length).toBeGreaterThanOrEqual(40);
});

test('ids, e-mails of users and VINs are unique, and every VIN has its check digit', () => {
  const ids = [rows.users, rows.customers, rows.vehicles, rows.deals].flatMap((all) =>
    all.map((row) => row.id),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(rows.users.map((user) => user.email)).size).toBe(rows.users.length);
  expect(new Set(rows.vehicles.map((vehicle) => vehicle.vin)).size).toBe(rows.vehicles.length);
  expect(rows.vehicles.filter((vehicle) => !isVin(vehicle.vin))).toEqual([]);
});

test("a deal's customer belongs to the deal's dealership", () => {
  const home = new Map(rows.customers.map((customer) => [customer.id, customer.dealership_id]));
  expect(rows.deals.filter((deal) => home.get(deal.customer_id) !== deal.dealership_id)).toEqual([]);
});
