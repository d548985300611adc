import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { CreatedJournal } from '../../../../src/target/test-data/created-journal.ts';
import type { Send } from '../../../../src/target/test-data/put-away.ts';
import { removeTestData } from '../../../../src/target/test-data/remove-test-data.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { goodTarget, journalOf, r1 } from '../../../made/removal-target.ts';

test('each kind is put away in its own way and counted', async () => {
  const path = journalOf({
    user: 1,
    customer: 3,
    vehicle: 2,
    deal: 4,
    visit: 2,
    conversation: 1,
    message: 5,
  });
  const { calls, send } = goodTarget();
  const report = await removeTestData([path], send, r1);
  expect(report.complete).toBe(true);
  const none = { removed: 0, gone: 0, closed: 0, archived: 0, left: 0, failed: 0 };
  expect(report.kinds).toEqual({
    user: { ...none, made: 1, left: 1 },
    deal: { ...none, made: 4, removed: 4 },
    customer: { ...none, made: 3, removed: 3 },
    vehicle: { ...none, made: 2, removed: 2 },
    visit: { ...none, made: 2, closed: 2 },
    conversation: { ...none, made: 1, archived: 1 },
    message: { ...none, made: 5, left: 5 },
  });
  expect(report.leftReasons).toContainEqual({
    kind: 'user',
    count: 1,
    reason: 'the API has no operation that removes a user',
  });
  expect(report.problems).toEqual([]);
  expect(calls).toContain('showroom.closeVisit visit-1 {"status":"CLOSED_LOST"}');
  expect(calls).toContain('messaging.updateConversation conversation-1 {"is_archived":true}');
});

test('visits go before the customers and vehicles that they refer to', async () => {
  const { calls, send } = goodTarget();
  await removeTestData([journalOf({ customer: 1, vehicle: 1, visit: 1 })], send, r1);
  expect(calls.map((call) => call.split(' ')[0])).toEqual([
    'showroom.closeVisit',
    'inventory.delete',
    'customers.delete',
  ]);
});

test('what the traffic had deleted counts apart from what the clean-up removed', async () => {
  const path = journalOf({ deal: 5, visit: 1 });
  const gone = ['deal-2', 'deal-4', 'visit-1'];
  const send: Send = async (_operationId, { id = '' }) => ({ status: gone.includes(id) ? 404 : 204 });
  const { kinds, complete } = await removeTestData([path], send, r1);
  expect(kinds.deal).toMatchObject({ made: 5, removed: 3, gone: 2, failed: 0 });
  expect(kinds.visit).toMatchObject({ made: 1, closed: 0, gone: 1 });
  expect(complete).toBe(true);
});

test('what the journal says was removed is not asked for again', async () => {
  const path = journalOf({ deal: 3 });
  const earlier = new CreatedJournal(test.info().outputPath('clean-up.jsonl'));
  earlier.removed({ kind: 'deal', id: 'deal-2' });
  earlier.close();
  const { calls, send } = goodTarget();
  const { kinds } = await removeTestData([path, earlier.path], send, r1);
  expect(kinds.deal).toMatchObject({ made: 3, removed: 2, gone: 1 });
  expect(calls).toEqual(['deals.delete deal-1', 'deals.delete deal-3']);
});

test('a visit or a conversation that was put away before is closed or archived, and not gone', async () => {
  const path = journalOf({ visit: 2, conversation: 1 });
  const earlier = new CreatedJournal(test.info().outputPath('lane-0.jsonl'));
  earlier.removed({ kind: 'visit', id: 'visit-1' });
  earlier.removed({ kind: 'conversation', id: 'conversation-1' });
  earlier.close();
  const { calls, send } = goodTarget();
  const { kinds } = await removeTestData([path, earlier.path], send, r1);
  expect(kinds.visit).toMatchObject({ made: 2, closed: 2, gone: 0 });
  expect(kinds.conversation).toMatchObject({ made: 1, archived: 1, gone: 0 });
  expect(calls).toEqual([expect.stringContaining('showroom.closeVisit visit-2')]);
});

test('neither a web page with 200 nor a 404 of the router is a success', async () => {
  const path = journalOf({ deal: 1, visit: 1, vehicle: 1 });
  const send: Send = async (operationId) =>
    operationId === 'deals.delete' ? { status: 404, hasNoRoute: true } : { status: 200 };
  const { kinds, problems, complete } = await removeTestData([path], send, r1);
  expect(kinds.deal).toMatchObject({ gone: 0, failed: 1 });
  expect(kinds.visit).toMatchObject({ closed: 0, failed: 1 });
  expect(kinds.vehicle).toMatchObject({ removed: 0, failed: 1 });
  expect(problems).toContain('inventory.delete: found status 200; right would be 204, or 404 of the service');
  expect(complete).toBe(false);
});

test('the counts of each kind add up to what was made, whatever the target answers', async () => {
  const journal = { user: 2, customer: 40, vehicle: 30, deal: 60, visit: 20, conversation: 10, message: 9 };
  const path = journalOf(journal);
  const abort = new AbortController();
  const statuses = [204, 404, 500, 204, 200, 400];
  let asked = 0;
  const send: Send = async () => {
    asked += 1;
    if (asked === 150) abort.abort();
    return { status: statuses[asked % statuses.length] ?? 204, body: {} };
  };
  const { kinds } = await removeTestData([path], send, { ...r1, signal: abort.signal });
  const made = Object.fromEntries(Object.entries(kinds).map(([kind, counts]) => [kind, counts.made]));
  expect(made).toEqual(journal);
  for (const [kind, { made: all, ...ways }] of Object.entries(kinds))
    expect(
      Object.values(ways).reduce((sum, count) => sum + count, 0),
      kind,
    ).toBe(all);
  const total = (way: 'removed' | 'gone' | 'left' | 'failed') =>
    Object.values(kinds).reduce((sum, counts) => sum + counts[way], 0);
  for (const way of ['removed', 'gone', 'left', 'failed'] as const)
    expect(total(way), way).toBeGreaterThan(0);
});

test('no more requests are under way at once than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const send: Send = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await sleep(1);
    underWay -= 1;
    return { status: 204 };
  };
  const path = journalOf({ deal: 300 });
  const report = await removeTestData([path], send, { ...r1, concurrency: 8 });
  expect(report.kinds.deal.removed).toBe(300);
  expect(most).toBe(8);
});

for (const [count, words] of [
  [1, '1 broken line'],
  [2, '2 broken lines'],
] as const)
  test(`${words} in a journal may come from a killed process or a full disk`, async () => {
    const path = journalOf({ deal: 1 });
    appendFileSync(path, '{"kind":"de\n'.repeat(count));
    const { problems } = await removeTestData([path], goodTarget().send, r1);
    expect(problems).toEqual([
      `journals: found ${words}: a process was killed while it wrote, or the disk was full`,
    ]);
  });

test('an interrupted clean-up notes down what it has removed, and counts the rest as left', async () => {
  const path = journalOf({ deal: 100 });
  const abort = new AbortController();
  const noted: string[] = [];
  const send: Send = async (_operationId, { id = '' }) => {
    if (id === 'deal-40') abort.abort();
    return { status: 204 };
  };
  const { kinds, leftReasons, complete } = await removeTestData([path], send, {
    ...r1,
    concurrency: 1,
    signal: abort.signal,
    noteRemoved: ({ id }) => noted.push(id),
  });
  expect(noted).toHaveLength(39);
  expect(kinds.deal).toMatchObject({ made: 100, removed: 39, left: 61 });
  expect(leftReasons).toEqual([{ kind: 'deal', count: 61, reason: 'the clean-up was interrupted' }]);
  expect(complete).toBe(false);
});

test('a clean-up says beforehand how long the rate limit makes it', async () => {
  const clock = new FakeClock();
  const said: string[] = [];
  const options = { ...r1, clock, limitPerMinute: 1_000, say: (line: string) => said.push(line) };
  const { send } = goodTarget();
  await clock.during(removeTestData([journalOf({ deal: 2_000, message: 500 })], send, options), 1_000);
  expect(said).toEqual([
    "2000 things to remove, 900 a minute below the target's limit of 1000: this takes about 2 min 13 s. " +
      'Ctrl-C stops it, and npm run cleanup goes on',
  ]);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(120_000);
});
