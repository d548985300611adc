import { expect, test } from '@playwright/test';
import type { Send } from '../../../../src/target/test-data/put-away.ts';
import { removeTestData } from '../../../../src/target/test-data/remove-test-data.ts';
import { goodTarget, journalOf, OTHER, OWN, r1 } from '../../../made/removal-target.ts';

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
  const report = await removeTestData([path], send, { ...r1, sweep: [{ id: OWN, isOwn: true }] });
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
  await removeTestData([path], send, { ...r1, sweep: [{ id: OTHER, isOwn: false }] });
  const deleted = calls.filter((call) => call.includes('.delete'));
  expect(deleted).toEqual(['deals.delete d-1', 'inventory.delete v-1', 'customers.delete c-1']);
});

test('open visits that the journal missed are found by their customer', async () => {
  const calls: string[] = [];
  const visits = [
    { id: 'visit-1', customer_id: 'customer-1', customer: { last_name: 'Ray' } },
    { id: 'visit-2', customer_id: 'x', customer: { last_name: 'Ray r1-0a' } },
    { id: 'visit-3', customer_id: 'x', customer: { last_name: 'Ray', dealership_id: OWN } },
    { id: 'visit-4', customer_id: 'x', customer: { last_name: 'Ray' } },
  ].map((visit) => ({ ...visit, dealership_id: OTHER }));
  const send: Send = async (operationId, { id = '' }) => {
    if (operationId === 'showroom.listVisits') return { status: 200, body: { visits, total: 4 } };
    if (operationId.endsWith('.list')) return { status: 200, body: [] };
    calls.push(`${operationId} ${id}`);
    return { status: operationId.endsWith('.delete') ? 204 : 200, body: {} };
  };
  const sweep = [{ id: OWN, isOwn: true }];
  const report = await removeTestData([journalOf({ customer: 1 })], send, { ...r1, sweep });
  expect(calls).toEqual([
    'showroom.closeVisit visit-1',
    'showroom.closeVisit visit-2',
    'showroom.closeVisit visit-3',
    'customers.delete customer-1',
  ]);
  expect(report.foundBySweep).toBe(3);
});

test('open visits are looked for page by page', async () => {
  const pages: string[] = [];
  const send: Send = async (operationId, { offset = '' }) => {
    if (operationId !== 'showroom.listVisits') return { status: 200, body: [] };
    pages.push(offset);
    const visits = Array.from({ length: offset === '200' ? 7 : 100 }, (_, index) => ({
      id: `v-${offset}-${index}`,
      dealership_id: OTHER,
    }));
    return { status: 200, body: { visits, total: 207 } };
  };
  await removeTestData([], send, { ...r1, sweep: [{ id: OWN, isOwn: true }] });
  expect(pages).toEqual(['0', '100', '200']);
});

test('a list that cannot be had makes the clean-up incomplete', async () => {
  const send: Send = async (operationId) => ({
    status: operationId === 'customers.list' ? 403 : 200,
    body: [],
  });
  const report = await removeTestData([], send, { ...r1, sweep: [{ id: OWN, isOwn: true }] });
  expect(report.problems).toContain(
    'customers.list: found status 403 without a JSON list while looking for leftovers; right would be a list',
  );
  expect(report.complete).toBe(false);
});

test('a target that answers each page with the first is not asked for ever, and what it hides is unseen', async () => {
  let pages = 0;
  const visits = Array.from({ length: 100 }, (_, index) => ({
    id: `v-${index}`,
    dealership_id: OWN,
    customer: { last_name: 'Customer r1', dealership_id: OWN },
  }));
  const send: Send = async (operationId) => {
    if (operationId === 'showroom.listVisits') pages += 1;
    return { status: 200, body: operationId === 'showroom.listVisits' ? { visits } : [] };
  };
  const report = await removeTestData([], send, { ...r1, sweep: [{ id: OWN, isOwn: true }] });
  expect(pages).toBe(2);
  expect(report.kinds.visit.closed).toBe(100);
  expect(report.complete).toBe(false);
  expect(report.problems.join()).toContain('showroom.listVisits: found nothing new from row 100 on');
});

test('a page with a row that cannot be read is not the last one', async () => {
  const send: Send = async (operationId, { offset }) => {
    if (operationId !== 'showroom.listVisits') return { status: 200, body: [] };
    const row = (id: string) => ({ id, dealership_id: OWN, customer: { last_name: 'Customer r1' } });
    const first = Array.from({ length: 100 }, (_, index) => (index === 50 ? {} : row(`v-${index}`)));
    return { status: 200, body: { visits: offset === '0' ? first : [row('last')] } };
  };
  const report = await removeTestData([], send, { ...r1, sweep: [{ id: OWN, isOwn: true }] });
  expect(report.kinds.visit.closed).toBe(100);
});
