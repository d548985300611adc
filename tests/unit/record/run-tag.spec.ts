import { expect, test } from '@playwright/test';
import { newRunId } from '../../../src/record/run-folder.ts';
import { dealershipsOfTag, newRunTag, tagIn } from '../../../src/record/run-tag.ts';
import { dealershipIdFor } from '../../../src/target/test-data/dealership-id.ts';

const STARTED = new Date('2026-11-28T08:01:41.730Z');
const NOW = STARTED.getTime() + 60_000;
const runId = newRunId('smoke', STARTED, 0xad7b / 0x10000);
const tag = newRunTag(runId, STARTED);

test('the tag of a run is found again in what carries it, with the second in which the run began', () => {
  for (const text of [`Ray ${tag}-0a-17`, `${tag}-0a-17`, `Volvo for Ray ${tag}-1`, tag.toUpperCase()])
    expect(tagIn(text, NOW), text).toEqual({ tag, startedAtMs: Date.parse('2026-11-28T08:01:41Z') });
});

test('names and numbers of others carry no tag', () => {
  const others = [
    'Ray',
    'Reinhardt',
    'rabbit',
    'r1234zzzzzz',
    'STK-2024-00117',
    'ready2drive',
    `x${tag}`,
    'r0000000000',
  ];
  for (const text of others) expect(tagIn(text, NOW), text).toBeUndefined();
  expect(tagIn(`Ray ${tag}`, STARTED.getTime() - 5_000), 'a run of the future').toBeUndefined();
});

test("a run's made-up dealerships follow from its tag", () => {
  const found = tagIn(`Ray ${tag}-0a`, NOW);
  const dealerships = found && dealershipsOfTag(found, ['load', 'smoke', 'baseline']);
  expect(dealerships).toHaveLength(6);
  for (const name of ['traffic', 'bursts']) expect(dealerships).toContain(dealershipIdFor(runId, name));
});
