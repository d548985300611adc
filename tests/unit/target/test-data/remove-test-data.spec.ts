import { expect, test } from '@playwright/test';
import type { CreatedKind } from '../../../../src/target/operation.ts';
import { CreatedJournal } from '../../../../src/target/test-data/created-journal.ts';
import type { CleanUpReply, Send } from '../../../../src/target/test-data/put-away.ts';
import { removeTestData } from '../../../../src/target/test-data/remove-test-data.ts';

const OWN = '00000000-0000-5000-8000-000000000001';
const OTHER = '00000000-0000-5000-8000-000000000002';
const noWait = () => Promise.resolve();

function journalOf(made: Partial<Record<CreatedKind, number>>): string {
  const path = test.info().outputPath('journal.jsonl');
  const journal = new CreatedJournal(path);
  for (const [kind, count] of Object.entries(made)) {
    for (let index = 1; index <= count; index += 1) {
      const id = `${kind}-${index}`;
      journal.append({
        kind: kind as CreatedKind,
        id,
        operation: 'x.create',
        dealershipId: OWN,
        userId: 'u1',
      });
    }
  }
  journal.close();
  return path;
}

/** A target that answers every put-away as documented and notes the requests down. */
function goodTarget(lists: Record<string, readonly unknown[]> = {}) {
  const calls: string[] = [];
  const send: Send = async (operationId, parameters, body) => {
    calls.push(`${operationId} ${Object.values(parameters).join()} ${JSON.stringify(body) ?? ''}`.trim());
    if (operationId.endsWith('.delete')) return { status: 204 };
    return { status: 200, body: operationId.endsWith('.list') ? (lists[operationId] ?? []) : { id: 'x' } };
  };
  return { calls, send };
}

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
  const report = await removeTestData(path, send, { runTag: 'r1' });
  const none = { removed: 0, closed: 0, archived: 0, left: 0, failed: 0 };
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
  await removeTestData(journalOf({ customer: 1, vehicle: 1, visit: 1 }), send, { runTag: 'r1' });
  expect(calls.map((call) => call.split(' ')[0])).toEqual([
    'showroom.closeVisit',
    'inventory.delete',
    'customers.delete',
  ]);
});

test('a thing that the run deleted itself counts as removed, a web page with 200 as failed', async () => {
  const path = journalOf({ deal: 1, visit: 1, vehicle: 1 });
  const send: Send = async (operationId) => ({ status: operationId === 'deals.delete' ? 404 : 200 });
  const { kinds, problems } = await removeTestData(path, send, { runTag: 'r1' });
  expect(kinds.deal).toMatchObject({ removed: 1, failed: 0 });
  expect(kinds.visit).toMatchObject({ closed: 0, failed: 1 });
  expect(kinds.vehicle).toMatchObject({ removed: 0, failed: 1 });
  expect(problems).toContain('inventory.delete: found status 200; right would be 204 or 404');
});

test('no more requests are under way at once than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const send: Send = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return { status: 204 };
  };
  const path = journalOf({ deal: 300 });
  const report = await removeTestData(path, send, { runTag: 'r1', concurrency: 8 });
  expect(report.kinds.deal.removed).toBe(300);
  expect(most).toBe(8);
});

test('a request that the rate limit refuses is sent again until it gets through', async () => {
  const replies: CleanUpReply[] = [{ status: 429 }, { status: 429 }, { status: 429 }, { status: 204 }];
  const send: Send = async () => replies.shift() ?? { status: 204 };
  const path = journalOf({ deal: 1 });
  const report = await removeTestData(path, send, { runTag: 'r1', wait: noWait });
  expect(report.kinds.deal).toMatchObject({ removed: 1, failed: 0 });
  expect(replies).toEqual([]);
});

test('one failure of the target is tried again, two are a failure with its reason', async () => {
  const seen = new Map<string, number>();
  const send: Send = async (_operationId, { id = '' }) => {
    const tries = (seen.get(id) ?? 0) + 1;
    seen.set(id, tries);
    if (id === 'deal-1' && tries === 1) throw new Error('reset');
    return { status: id === 'deal-2' ? 500 : 204 };
  };
  const report = await removeTestData(journalOf({ deal: 3 }), send, { runTag: 'r1' });
  expect(report.kinds.deal).toMatchObject({ made: 3, removed: 2, failed: 1 });
  expect(report.problems).toEqual(['deals.delete: found status 500; right would be 204 or 404']);
});

test('a target that has gone is not asked to the end', async () => {
  let asked = 0;
  const send: Send = async () => {
    asked += 1;
    throw new Error('refused');
  };
  const path = journalOf({ deal: 5_000 });
  const { kinds, leftReasons } = await removeTestData(path, send, {
    runTag: 'r1',
    sweep: [{ id: OWN, isOwn: true }],
  });
  expect(asked).toBeLessThan(200);
  expect(kinds.deal.left + kinds.deal.failed).toBe(5_000);
  expect(leftReasons[0]?.reason).toContain('in a row without an answer');
});

test('the clean-up ends at its time limit, even when the target hangs', async () => {
  const send: Send = () => new Promise(() => {});
  const path = journalOf({ deal: 100 });
  const { kinds, leftReasons } = await removeTestData(path, send, { runTag: 'r1', timeLimitMs: 50 });
  expect(kinds.deal).toMatchObject({ made: 100, left: 100, failed: 0 });
  expect(leftReasons[0]?.reason).toContain('time limit');
});

test("the sweep finds what the journal missed in the run's own dealership, and nothing of others", async () => {
  const { calls, send } = goodTarget({
    'customers.list': [
      { id: 'c-8', dealership_id: OWN, last_name: 'Ray' },
      { id: 'c-9', dealership_id: OTHER, last_name: 'Not ours' },
    ],
    'inventory.list': [{ id: 'v-8', dealership_id: OWN, stock_number: 'x' }],
    'deals.list': [
      { id: 'deal-1', dealership_id: OWN },
      { id: 'd-8', dealership_id: OWN },
    ],
  });
  const path = journalOf({ deal: 1 });
  const report = await removeTestData(path, send, { runTag: 'r1', sweep: [{ id: OWN, isOwn: true }] });
  expect(report.foundBySweep).toBe(3);
  expect(report.kinds.deal).toMatchObject({ made: 2, removed: 2 });
  expect(report.kinds.customer).toMatchObject({ made: 1, removed: 1 });
  expect(calls).not.toContain('customers.delete c-9');
});

test('in a dealership that was there before, only what carries the tag is swept', async () => {
  const { calls, send } = goodTarget({
    'customers.list': [
      { id: 'c-1', dealership_id: OTHER, last_name: 'Ray r1-0a' },
      { id: 'c-2', dealership_id: OTHER, last_name: 'Ray' },
    ],
    'inventory.list': [
      { id: 'v-1', dealership_id: OTHER, stock_number: 'r1-0a-1' },
      { id: 'v-2', dealership_id: OTHER, stock_number: 'STK1' },
    ],
    'deals.list': [
      { id: 'd-1', dealership_id: OTHER, customer_id: 'c-1' },
      { id: 'd-2', dealership_id: OTHER, customer_id: 'c-2' },
    ],
  });
  const path = test.info().outputPath('none.jsonl');
  await removeTestData(path, send, { runTag: 'r1', sweep: [{ id: OTHER, isOwn: false }] });
  const deleted = calls.filter((call) => call.includes('.delete'));
  expect(deleted).toEqual(['deals.delete d-1', 'inventory.delete v-1', 'customers.delete c-1']);
});
