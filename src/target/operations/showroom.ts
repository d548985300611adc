import { fillRoute } from '../fill-route.ts';
import { knownValue, ofKnown } from '../known-value.ts';
import type { BuildContext, Operation } from '../operation.ts';
import { RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { arrayReply, objectWith } from '../success-checks.ts';

const sentences = new RequestPool(701, (faker) => faker.lorem.sentence());
const sources = ['WALK_IN', 'APPOINTMENT', 'INTERNET', 'PHONE', 'REFERRAL'] as const;
const openStatuses = ['BROWSING', 'TEST_DRIVE', 'NEGOTIATING', 'PAPERWORK'] as const;
const timers = ['WAIT_TIME', 'TEST_DRIVE', 'NEGOTIATION', 'PAPERWORK', 'MANAGER_WAIT'] as const;

const common = { service: 'showroom', rateTier: 'user+dealership', authenticated: true } as const;
const ofVisit = { ...common, needs: ['visitId'] } as const;
const COLLECTION = '/api/v1/showroom/visits';
const ONE = '/api/v1/showroom/visits/{id}';

/** Visits of customers, with their timers and notes. The notes carry the run's tag. */
export const showroomOperations: readonly Operation[] = [
  {
    ...common,
    id: 'showroom.listVisits',
    method: 'GET',
    path: COLLECTION,
    success: objectWith('visits'),
    needs: [],
    build: (_context, pattern) => ({ path: fillRoute(pattern, { active_only: 'true', limit: '100' }) }),
  },
  {
    ...common,
    id: 'showroom.createVisit',
    method: 'POST',
    path: COLLECTION,
    success: objectWith('id', 201),
    needs: ['customerId'],
    learns: { visitId: 'id' },
    creates: 'visit',
    build: (context, path) => ({ path, body: visitBody(context) }),
  },
  {
    ...ofVisit,
    id: 'showroom.getVisit',
    method: 'GET',
    path: ONE,
    success: objectWith('id'),
    build: ofKnown('visitId'),
  },
  {
    ...ofVisit,
    id: 'showroom.updateVisit',
    method: 'PATCH',
    path: ONE,
    success: objectWith('id'),
    build: ofKnown('visitId', { body: (context) => `{"stock_number":"${taggedSerial(context)}"}` }),
  },
  {
    ...ofVisit,
    id: 'showroom.changeStatus',
    method: 'POST',
    path: `${ONE}/status`,
    success: objectWith('id'),
    build: ofKnown('visitId', {
      body: (context) => `{"status":"${context.faker.helpers.arrayElement(openStatuses)}"}`,
    }),
  },
  {
    ...ofVisit,
    id: 'showroom.closeVisit',
    method: 'POST',
    path: `${ONE}/close`,
    success: objectWith('id'),
    build: ofKnown('visitId', {
      body: (context) => `{"status":"${context.faker.helpers.arrayElement(['CLOSED_WON', 'CLOSED_LOST'])}"}`,
    }),
  },
  {
    ...ofVisit,
    id: 'showroom.listTimers',
    method: 'GET',
    path: `${ONE}/timers`,
    success: arrayReply(),
    build: ofKnown('visitId'),
  },
  {
    ...ofVisit,
    id: 'showroom.startTimer',
    method: 'POST',
    path: `${ONE}/timers`,
    success: objectWith('id', 201),
    build: ofKnown('visitId', {
      body: (context) => `{"timer_type":"${context.faker.helpers.arrayElement(timers)}"}`,
    }),
  },
  {
    ...ofVisit,
    id: 'showroom.listNotes',
    method: 'GET',
    path: `${ONE}/notes`,
    success: arrayReply(),
    build: ofKnown('visitId'),
  },
  {
    ...ofVisit,
    id: 'showroom.createNote',
    method: 'POST',
    path: `${ONE}/notes`,
    success: objectWith('id', 201),
    build: ofKnown('visitId', {
      body: (context) => `{"content":${JSON.stringify(noteText(context))},"is_pinned":false}`,
    }),
  },
];

function noteText(context: BuildContext): string {
  return `${sentences.pick(context.faker)} ${context.runTag}`;
}

/** Optional ids are left out when unknown: an empty text would pass the validator and fail in the database. */
function visitBody(context: BuildContext): string {
  const { vehicleId } = context.known;
  return JSON.stringify({
    customer_id: knownValue(context, 'customerId'),
    salesperson_id: context.userId,
    ...(vehicleId === undefined ? {} : { vehicle_id: vehicleId }),
    source: context.faker.helpers.arrayElement(sources),
    initial_note: noteText(context),
  });
}
