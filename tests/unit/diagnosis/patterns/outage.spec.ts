import { expect, test } from '@playwright/test';
import { outage } from '../../../../src/diagnosis/patterns/outage.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('a short outage says how long the target was gone and what that cost', () => {
  const outages = [{ fromMs: 20_000, toMs: 26_000, sent: 43, lost: 41, lostBy: { refused: 41 } }];
  const [found] = outage(madeInput({}, { outages }));
  expect(found).toMatchObject({ kind: 'short outage', confidence: 'high', fromMs: 20_000, toMs: 26_000 });
  expect(found?.evidence).toEqual([
    'The whole target was gone from second 20 for 6 s, then it recovered; 41 of 43 requests lost.',
  ]);
  expect(found?.likelyCause).toContain('restart');
});

test('a target whose lost requests never had an answer did not recover for them', () => {
  const outages = [
    { service: 'auth', fromMs: 12_000, toMs: 14_000, sent: 28, lost: 28, lostBy: { unfinished: 28 } },
  ];
  expect(outage(madeInput({}, { outages }))[0]?.evidence).toEqual([
    'auth was gone from second 12 for 2 s, then it answered later requests, but never 28 of the lost ones; 28 of 28 requests lost.',
  ]);
});

test('a target that was killed and stayed away did not restart', () => {
  const outages = [{ fromMs: 40_000, sent: 50, lost: 50, lostBy: { refused: 50 } }];
  expect(outage(madeInput({}, { outages }))[0]?.likelyCause).toBe(
    'a process that ended and did not come back, and connections were refused',
  );
});

test('a service that does not come back is another pattern, and a run without outages has none', () => {
  const outages = [{ service: 'deals', fromMs: 40_000, sent: 50, lost: 50, lostBy: { 503: 50 } }];
  expect(outage(madeInput({}, { outages }))).toMatchObject([
    { kind: 'outage to the end', subject: 'deals', toMs: 60_000, figures: [{ value: 20 }, { value: 50 }] },
  ]);
  expect(outage(madeInput())).toEqual([]);
});
