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
    const time = drawTime(faker, index < plan.activeVisits ? nowMs : undefined);
    const salespersonId = faker.helpers.arrayElement(people.users).id;
    const id = faker.string.uuid();
    visits.push({
      id,
      dealership_id: plan.id,
      customer_id: faker.helpers.arrayElement(people.customers).id,
      salesperson_id: salespersonId,
      vehicle_id: index % 3 === 0 ? null : faker.helpers.arrayElement(vehicles).id,
      check_in_time: time.start,
      check_out_time: time.end,
      status: time.status,
      workflow_stage: workflowStage(time.status),
      source: faker.helpers.arrayElement(sources),
      created_at: time.start,
      updated_at: time.end ?? time.start,
    });
    timers.push(waitTimer(faker, id, salespersonId, time));
    if (index % 2 === 0) notes.push(note(faker, id, salespersonId, time.start, index % 4 === 0));
  }
  return { visits, timers, notes };
}

interface VisitTime {
  readonly start: string;
  /** null for a current visit, as is `seconds`. */
  readonly end: string | null;
  readonly seconds: number | null;
  readonly status: VisitStatus;
}

/** @param nowMs reference time of a current visit; undefined for a closed one */
function drawTime(faker: Faker, nowMs: number | undefined): VisitTime {
  const isActive = nowMs !== undefined;
  const fromMs = nowMs ?? seedInstantMs;
  const ago = isActive
    ? faker.number.float({ min: 0.1, max: 3 }) * hourDays
    : faker.number.float({ min: 1, max: 60 });
  const minutes = faker.number.int({ min: 15, max: 150 });
  return {
    start: seedTime(ago, fromMs),
    end: isActive ? null : seedTime(ago - minutes / 1440, fromMs),
    seconds: isActive ? null : minutes * 60,
    status: isActive
      ? faker.helpers.arrayElement(activeStages)
      : faker.helpers.arrayElement<VisitStatus>(['CLOSED_WON', 'CLOSED_LOST']),
  };
}

function waitTimer(
  faker: Faker,
  visitId: string,
  startedBy: string,
  { start, end, seconds }: VisitTime,
): Row {
  return {
    id: faker.string.uuid(),
    visit_id: visitId,
    timer_type: 'WAIT_TIME',
    start_time: start,
    end_time: end,
    duration_seconds: seconds,
    started_by: startedBy,
    created_at: start,
  };
}

function note(faker: Faker, visitId: string, authorId: string, at: string, isPinned: boolean): Row {
  return {
    id: faker.string.uuid(),
    visit_id: visitId,
    created_by_id: authorId,
    content: faker.lorem.sentence(),
    is_pinned: isPinned,
    created_at: at,
    updated_at: at,
  };
}
