import type { Faker } from '@faker-js/faker';
import { faker as shared } from '@faker-js/faker/locale/en';

import type { TableRows } from './bulk-insert.ts';
import { type ConversationRows, conversationRows } from './conversation-rows.ts';
import { type CustomerRow, customerRows } from './customer-rows.ts';
import { type DealRow, dealRows } from './deal-rows.ts';
import { dealershipPlans } from './dealership-plan.ts';
import { type UserRow, userRows } from './user-rows.ts';
import { type VehicleRow, vehicleRows } from './vehicle-rows.ts';
import { type VisitRows, visitRows } from './visit-rows.ts';

/** All starting rows by table; customers in clear text, users without a password. */
export interface SeedRows extends VisitRows, ConversationRows {
  readonly dealerships: TableRows['rows'];
  readonly users: readonly UserRow[];
  readonly customers: readonly CustomerRow[];
  readonly vehicles: readonly VehicleRow[];
  readonly deals: readonly DealRow[];
}

const fakerSeed = 20_260_115;

/**
 * Creates the rows, with the same ids and texts every time. Only the times of recent deals and of current visits depend
 * on `nowMs`, milliseconds since the epoch.
 */
export function seedRows(nowMs: number): SeedRows {
  const faker = seededFaker(fakerSeed);
  const parts = dealershipPlans.map((plan, place) => {
    const users = userRows(faker, plan, place);
    const customers = customerRows(faker, plan, place);
    const vehicles = vehicleRows(faker, plan, place);
    return {
      users,
      customers,
      vehicles,
      deals: dealRows(faker, plan, customers, vehicles, nowMs),
      ...visitRows(faker, plan, { customers, users }, vehicles, nowMs),
      ...conversationRows(faker, plan, users),
    };
  });
  return {
    dealerships: dealershipPlans.map(({ id, name }) => ({ id, name })),
    users: parts.flatMap((part) => part.users),
    customers: parts.flatMap((part) => part.customers),
    vehicles: parts.flatMap((part) => part.vehicles),
    deals: parts.flatMap((part) => part.deals),
    visits: parts.flatMap((part) => part.visits),
    timers: parts.flatMap((part) => part.timers),
    notes: parts.flatMap((part) => part.notes),
    conversations: parts.flatMap((part) => part.conversations),
    participants: parts.flatMap((part) => part.participants),
    messages: parts.flatMap((part) => part.messages),
  };
}

/**
 * A separate faker that gives the same data in every run. It uses the class and texts of the English entry point, because
 * the main entry point loads all seventy languages. The shared instance is not changed.
 */
function seededFaker(seed: number): Faker {
  const OwnFaker = shared.constructor as typeof Faker;
  const own = new OwnFaker({ locale: shared.rawDefinitions });
  own.seed(seed);
  return own;
}
