import { EventEmitter } from 'node:events';
import { expect, test } from '@playwright/test';
import { noteMade } from '../../../../lanes/journeys/note-made.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

const USER = { id: 'u1', email: 'u@example.com', dealershipId: 'd1' };

/** A page's request that is answered when `answer` is called; with the id of what was made, or without an answer. */
function request(path: string, method = 'POST') {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  return {
    sent: { method: () => method, url: () => `http://127.0.0.1:1${path}`, response: () => promise },
    answer: (id?: string) => resolve(id && { status: () => 201, json: async () => ({ id }) }),
  };
}

function watched() {
  const context = new EventEmitter();
  const made: string[] = [];
  const clock = new FakeClock();
  const journal = { append: ({ kind, id }: { kind: string; id: string }) => made.push(`${kind} ${id}`) };
  const settled = noteMade(context as never, { journal } as never, { user: USER } as never, clock);
  return { context, made, clock, settled };
}

test('what a page makes is in the journal before it is closed', async () => {
  const { context, made, clock, settled } = watched();
  const { sent, answer } = request('/api/v1/deals');
  context.emit('request', sent);
  clock.after(1_500, () => answer('deal-1'));
  await clock.during(settled());
  expect(made).toEqual(['deal deal-1']);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(1_500);
});

test('a page whose request stays without an answer is kept for 2 s, and the operation is named', async () => {
  const { context, made, clock, settled } = watched();
  const told: unknown[] = [];
  const { error } = console;
  console.error = (line) => told.push(line);
  try {
    context.emit('request', request('/api/v1/deals').sent);
    await clock.during(settled());
  } finally {
    console.error = error;
  }
  expect(made).toEqual([]);
  expect(told).toEqual([
    'deals.create: no answer within 2 s before its page was closed; a deal may be left on the target',
  ]);
});

test('requests that make nothing are not waited for', async () => {
  const { context, clock, settled } = watched();
  context.emit('request', request('/api/v1/deals', 'GET').sent);
  context.emit('request', request('/api/v1/tax/calculate').sent);
  await clock.during(settled());
  expect(clock.nowMs()).toBe(0);
});
