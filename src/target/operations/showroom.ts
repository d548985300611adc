import { knownValue } from '../known-value.ts';
import type { BuildContext } from '../operation.ts';
import { RequestPool } from '../request-data/request-pool.ts';
import { taggedSerial } from '../request-data/request-serial.ts';
import { arrayReply, objectWith } from '../success-checks.ts';
import { operationsFrom } from './from-table.ts';

const sentences = new RequestPool(701, (faker) => faker.lorem.sentence());
const sources = ['WALK_IN', 'APPOINTMENT', 'INTERNET', 'PHONE', 'REFERRAL'] as const;
const openStatuses = ['BROWSING', 'TEST_DRIVE', 'NEGOTIATING', 'PAPERWORK'] as const;
const endStatuses = ['CLOSED_WON', 'CLOSED_LOST'] as const;
const timers = ['WAIT_TIME', 'TEST_DRIVE', 'NEGOTIATION', 'PAPERWORK', 'MANAGER_WAIT'] as const;

const COLLECTION = '/api/v1/showroom/visits';
const ONE = '/api/v1/showroom/visits/{id}';

/** Visits of customers, with their timers and notes. The notes carry the run's tag. */
export const showroomOperations = operationsFrom(
  {
    'showroom.listVisits': {
      route: `GET ${COLLECTION}`,
      success: objectWith('visits'),
      parameters: () => ({ active_only: 'true', limit: '100' }),
    },
    'showroom.createVisit': {
      route: `POST ${COLLECTION}`,
      needs: ['customerId'],
      creates: 'visit',
      body: visitBody,
    },
    'showroom.getVisit': { route: `GET ${ONE}` },
    'showroom.updateVisit': {
      route: `PATCH ${ONE}`,
      body: (context) => `{"stock_number":"${taggedSerial(context)}"}`,
    },
    'showroom.changeStatus': {
      route: `POST ${ONE}/status`,
      body: ({ faker }) => `{"status":"${faker.helpers.arrayElement(openStatuses)}"}`,
    },
    'showroom.closeVisit': {
      route: `POST ${ONE}/close`,
      body: ({ faker }) => `{"status":"${faker.helpers.arrayElement(endStatuses)}"}`,
    },
    'showroom.listTimers': { route: `GET ${ONE}/timers`, success: arrayReply() },
    'showroom.startTimer': {
      route: `POST ${ONE}/timers`,
      success: objectWith('id', 201),
      body: ({ faker }) => `{"timer_type":"${faker.helpers.arrayElement(timers)}"}`,
    },
    'showroom.listNotes': { route: `GET ${ONE}/notes`, success: arrayReply() },
    'showroom.createNote': {
      route: `POST ${ONE}/notes`,
      success: objectWith('id', 201),
      body: (context) => `{"content":${JSON.stringify(noteText(context))},"is_pinned":false}`,
    },
  },
  'visitId',
);

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
