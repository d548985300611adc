import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeSlices } from '../../../src/run/judge-slices.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

const successes = constantHistogram(5).encode();
const fine = { outcomes: { ok: 900 }, successes, bytesReceived: 0 };
const down = {
  outcomes: { ok: 21, server_error: 87 },
  statuses: { 503: 87 },
  failedFromMs: 10_400,
  failedToMs: 19_800,
  bytesReceived: 0,
};

function broken(...slices: readonly ReturnType<typeof madeSlice>[]): string[] {
  const plan = { scenario: 'smoke', offers: {}, sockets: {} };
  const { verdicts } = judgeSlices(slices.map(decodeSlice), plan, loadTables(), { slaCounts: false });
  return verdicts.filter(({ kind, unit }) => kind === 'fail' && unit === 'share').map(verdictMessage);
}

test('a broken error rate names the operation, the status and the time', () => {
  const messages = broken(
    madeSlice(0, { 'deals.create': fine, 'deals.get': fine }),
    madeSlice(1, { 'deals.create': down, 'deals.get': fine }),
  );
  expect(messages.map((message) => message.split(' ').slice(0, 2).join(' '))).toEqual([
    'smoke errorRate',
    'smoke errorRate',
    'smoke availability',
  ]);
  for (const message of messages)
    expect(message).toMatch(/ fail\n {4}deals\.create: 87 of 1,008 answered 503, from second 10 to the end$/);
});

test('failures next to a burst of the suite explain nothing of the scenario', () => {
  const burst = { kind: 'burst', journey: 'create-deal', number: 1, operation: 'deals.create' } as const;
  const tax = { ...down, statuses: { 500: 87 } };
  const messages = broken(
    madeSlice(0, { 'deals.create': down }),
    madeSlice(1, { 'tax.batch': tax }, { round: burst }),
  );
  expect(messages.length).toBeGreaterThan(0);
  for (const message of messages) {
    expect(message).toContain('deals.create: 87 of 108 answered 503');
    expect(message).not.toContain('tax.batch');
  }
});

test('an availability is explained by what had no answer', () => {
  const refused = { ...down, outcomes: { ok: 21, client_error: 87 }, statuses: { 404: 87 } };
  const messages = broken(madeSlice(0, { 'deals.create': down, 'deals.get': refused }));
  const [availability = ''] = messages.filter((message) => message.startsWith('smoke availability'));
  expect(availability).toContain('deals.create: 87 of 108 answered 503');
  expect(availability).not.toContain('deals.get');
});
