import type { Faker } from '@faker-js/faker';
import type { CustomerRow } from './customer-rows.ts';
import type { DealershipPlan } from './dealership-plan.ts';
import { seedTime } from './seed-clock.ts';
import type { VehicleRow } from './vehicle-rows.ts';

/** A row of the table of deals. */
export interface DealRow {
  readonly id: string;
  readonly dealership_id: string;
  readonly customer_id: string;
  readonly vehicle_price: number;
  readonly trade_in_value: number;
  readonly trade_in_payoff: number;
  readonly down_payment: number;
  readonly tax_amount: number;
  readonly total_amount: number;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Share of the deals from the two weeks before the start; the others have fixed dates in the past. */
const recentShare = 0.1;
const pastStatuses = ['delivered', 'delivered', 'delivered', 'funded', 'cancelled'];
const recentStatuses = ['draft', 'draft', 'pending', 'pending', 'approved', 'funded'];
const taxRate = 0.07;

/** Deals of one dealership with its own customers, at the prices of its own vehicles. */
export function dealRows(
  faker: Faker,
  plan: DealershipPlan,
  customers: readonly CustomerRow[],
  vehicles: readonly VehicleRow[],
  nowMs: number,
): readonly DealRow[] {
  return Array.from({ length: plan.deals }, (_, index): DealRow => {
    const isRecent = index < plan.deals * recentShare;
    const price = faker.helpers.arrayElement(vehicles).price;
    const trade = faker.number.float() < 0.45 ? faker.number.int({ min: 5, max: 120 }) * 100 : 0;
    const createdAt = isRecent
      ? seedTime(faker.number.float({ min: 0.05, max: 14 }), nowMs)
      : seedTime(faker.number.float({ min: 1, max: 400 }));
    return {
      id: faker.string.uuid(),
      dealership_id: plan.id,
      customer_id: faker.helpers.arrayElement(customers).id,
      vehicle_price: price,
      trade_in_value: trade,
      trade_in_payoff: trade > 0 && faker.number.float() < 0.3 ? Math.round(trade * 0.6) : 0,
      down_payment: faker.number.int({ min: 0, max: 20 }) * 250,
      tax_amount: Math.round(Math.max(0, price - trade) * taxRate * 100) / 100,
      total_amount: 0,
      status: faker.helpers.arrayElement(isRecent ? recentStatuses : pastStatuses),
      created_at: createdAt,
      updated_at: createdAt,
    };
  });
}
