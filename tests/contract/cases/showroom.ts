import { randomUUID } from 'node:crypto';
import { type ContractCase, type RequestBuilder, respondsTo } from './contract-case.ts';
import type { OperationExample } from './refusals.ts';

const visits = '/api/v1/showroom/visits';

const list: RequestBuilder = async (world) => {
  await world.make.visit();
  return { method: 'GET', path: `${visits}?limit=10` };
};
const create = (more: object = {}): RequestBuilder => {
  return async (world) => ({
    method: 'POST',
    path: visits,
    json: { customer_id: await world.make.customer(), source: 'WALK_IN', ...more },
  });
};
const onVisit = (method: string, below: string, json?: unknown): RequestBuilder => {
  return async (world) => ({
    method,
    path: `${visits}/${await world.make.visit()}${below}`,
    ...(json === undefined ? {} : { json }),
  });
};
const get = onVisit('GET', '');
const update = onVisit('PATCH', '', { stock_number: 'STK-9' });
const changeStatus = onVisit('POST', '/status', { status: 'test_drive' });
const close = onVisit('POST', '/close', { status: 'CLOSED_WON' });
const listTimers = onVisit('GET', '/timers');
const startTimer = onVisit('POST', '/timers', { timer_type: 'NEGOTIATION' });
const listNotes = onVisit('GET', '/notes');
const createNote = onVisit('POST', '/notes', { content: 'Likes the blue one', is_pinned: true });

/** The showroom operations, asked well. */
export const showroomExamples: readonly OperationExample[] = [
  { operationId: 'showroom.listVisits', build: list, table: 'showroom_visits' },
  { operationId: 'showroom.createVisit', build: create(), table: 'showroom_visits' },
  { operationId: 'showroom.getVisit', build: get, table: 'showroom_visits' },
  { operationId: 'showroom.updateVisit', build: update, table: 'showroom_visits' },
  { operationId: 'showroom.changeStatus', build: changeStatus, table: 'showroom_visits' },
  { operationId: 'showroom.closeVisit', build: close, table: 'showroom_visits' },
  { operationId: 'showroom.listTimers', build: listTimers, table: 'showroom_timers' },
  { operationId: 'showroom.startTimer', build: startTimer, table: 'showroom_timers' },
  { operationId: 'showroom.listNotes', build: listNotes, table: 'showroom_notes' },
  { operationId: 'showroom.createNote', build: createNote, table: 'showroom_notes' },
];

/** What is particular to them. */
export const showroomCases: readonly ContractCase[] = [
  respondsTo('showroom.listVisits', 200, 'a page of visits', list, '"total"'),
  respondsTo(
    'showroom.listVisits',
    400,
    'a limit over a thousand',
    () => ({ method: 'GET', path: `${visits}?limit=1001` }),
    'INVALID_LIMIT',
  ),
  respondsTo(
    'showroom.createVisit',
    201,
    'a customer walks in with a first note',
    create({ initial_note: 'Hello' }),
    '"active_timer"',
  ),
  respondsTo(
    'showroom.createVisit',
    400,
    'no customer',
    () => ({ method: 'POST', path: visits, json: {} }),
    '"field":"customer_id"',
  ),
  respondsTo(
    'showroom.createVisit',
    500,
    'a customer that does not exist',
    create({ customer_id: randomUUID() }),
  ),
  respondsTo('showroom.createVisit', 500, 'an empty text as salesperson', create({ salesperson_id: '' })),
  respondsTo('showroom.getVisit', 200, 'a visit of the own dealership', get, '"timers"'),
  respondsTo(
    'showroom.getVisit',
    404,
    "a visit of another dealership's customer",
    async (world) => {
      const stranger = await world.newMember({ dealershipId: randomUUID() });
      return { ...(await get(world)), headers: { authorization: `Bearer ${stranger.accessToken}` } };
    },
    'Visit not found',
  ),
  respondsTo('showroom.updateVisit', 200, 'another stock number', update, '"stock_number":"STK-9"'),
  respondsTo(
    'showroom.updateVisit',
    400,
    'a stock number of 51 characters',
    onVisit('PATCH', '', { stock_number: 's'.repeat(51) }),
  ),
  respondsTo('showroom.changeStatus', 200, 'a status in lower case', changeStatus, '"status":"TEST_DRIVE"'),
  respondsTo(
    'showroom.changeStatus',
    400,
    'an unknown status',
    onVisit('POST', '/status', { status: 'ASLEEP' }),
  ),
  respondsTo('showroom.closeVisit', 200, 'a won visit', close, '"check_out_time"'),
  respondsTo(
    'showroom.closeVisit',
    400,
    'a status that does not close',
    onVisit('POST', '/close', { status: 'BROWSING' }),
    'Status must be CLOSED_WON or CLOSED_LOST',
  ),
  respondsTo('showroom.listTimers', 200, 'the timers of a visit', listTimers, 'WAIT_TIME'),
  respondsTo('showroom.startTimer', 201, 'a second timer', startTimer, 'NEGOTIATION'),
  respondsTo(
    'showroom.startTimer',
    400,
    'an unknown kind of timer',
    onVisit('POST', '/timers', { timer_type: 'LUNCH' }),
  ),
  respondsTo('showroom.listNotes', 200, 'the notes of a visit', listNotes),
  respondsTo('showroom.createNote', 201, 'a pinned note', createNote, '"is_pinned":true'),
  respondsTo(
    'showroom.createNote',
    400,
    'an empty note',
    onVisit('POST', '/notes', { content: '' }),
    '"field":"content"',
  ),
];
