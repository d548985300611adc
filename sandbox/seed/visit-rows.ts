import type { Faker } from '@faker-js/faker';
import { type VisitStatus, workflowStage } from '../showroom/stages.ts';
import type { TableRows } from './bulk-insert.ts';
import type { CustomerRow } from './customer-rows.ts';
import type { DealershipPlan } from './dealership-plan.ts';
import { seedInstantMs, seedTime } from './seed-clock.ts';
import type { UserRow } from './user-rows.ts';
import type { VehicleRow } from './vehicle-rows.ts';

type Row = TableRows['rows'][number];

/** Visits of one dealership with their timers and notes. */
export interface VisitRows {
  readonly visits: readonly Row[];
  readonly timers: readonly Row[];
  readonly notes: readonly Row[];
}

const activeStages: readonly VisitStatus[] = [
  'CHECKED_IN',
  'BROWSING',
  'TEST_DRIVE',
  'NEGOTIATING',
  'PAPERWORK',
];
const sources = ['WALK_IN', 'APPOINTMENT', 'INTERNET', 'PHONE', 'REFERRAL'];
const hourDays = 1 / 24;

/** Current visits, checked in within the three hours before `nowMs`, and closed ones with fixed dates in the past. */
export function visitRows(
  faker: Faker,
  plan: DealershipPlan,
  people: { readonly customers: readonly CustomerRow[]; readonly users: readonly UserRow[] },
  vehicles: readonly VehicleRow[],
  nowMs: number,
): VisitRows {
  const visits: Row[] = [];
  const timers: Row[] = [];
  const notes: Row[] = [];
  for (let index = 0; index < plan.activeVisits + plan.closedVisits; index++) {
    const isActive = index < plan.activeVisits;
    const fromMs = isActive ? nowMs : seedInstantMs;
    const ago = isActive
      ? faker.number.float({ min: 0.1, max: 3 }) * hourDays
      : faker.number.float({ min: 1, max: 60 });
    const start = seedTime(ago, fromMs);
    const minutes = faker.number.int({ min: 15, max: 150 });
    const end = isActive ? null : seedTime(ago - minutes / 1440, fromMs);
    const status = isActive
      ? faker.helpers.arrayElement(activeStages)
      : faker.helpers.arrayElement<VisitStatus>(['CLOSED_WON', 'CLOSED_LOST']);
    const salespersonId = faker.helpers.arrayElement(people.users).id;
    const id = faker.string.uuid();
    visits.push({
      id,
      dealership_id: plan.id,
      customer_id: faker.helpers.arrayElement(people.customers).id,
      salesperson_id: salespersonId,
      vehicle_id: index % 3 === 0 ? null : faker.helpers.arrayElement(vehicles).id,
      check_in_time: start,
      check_out_time: end,
      status,
      workflow_stage: workflowStage(status),
      source: faker.helpers.arrayElement(sources),
      created_at: start,
      updated_at: end ?? start,
    });
    timers.push({
      id: faker.string.uuid(),
      visit_id: id,
      timer_type: 'WAIT_TIME',
      start_time: start,
      end_time: end,
      duration_seconds: isActive ? null : minutes * 60,
      started_by: salespersonId,
      created_at: start,
    });
    if (index % 2 === 0) {
      notes.push({
        id: faker.string.uuid(),
        visit_id: id,
        created_by_id: salespersonId,
        content: faker.lorem.sentence(),
        is_pinned: index % 4 === 0,
        created_at: start,
        updated_at: start,
      });
    }
  }
  return { visits, timers, notes };
}
