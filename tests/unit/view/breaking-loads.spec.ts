import { expect, test } from '@playwright/test';
import { subjectWords } from '../../../src/verdict/subject.ts';
import { overloadView } from '../../../src/view/breaking-loads.ts';
import { runView } from '../../../src/view/run-view.ts';
import { fullOverload, overloadedRecord } from '../../made/report-overload.ts';

const { rounds } = overloadedRecord();

test('what broke is sorted by the load that broke it, and at the same load by how far', () => {
  const { broken } = overloadView(fullOverload, rounds);
  expect(
    broken.map(({ subject, statistic, at }) => `${subjectWords(subject)} ${statistic} ${at.to}`),
  ).toEqual([
    'deals.get p95 300',
    'deals.create p95 350',
    'create-deal: save the deal median 350',
    'auth.login p95 400',
    'stress availability 400',
  ]);
});

test('of each subject the limit that broke first counts, with the load at which it was last held', () => {
  const [first] = overloadView(fullOverload).broken;
  expect(first).toMatchObject({ statistic: 'p95', limit: 150, held: { to: 200 }, figure: { figure: 226 } });
});

test('operations and sockets are counted once each: before the overload, under it, never, and undecided', () => {
  expect(overloadView(fullOverload).counts).toEqual({
    before: 1,
    broken: 2,
    held: 1,
    hidden: 0,
    undecided: 1,
  });
});

test('an operation has held when its p95 has: few have the samples that a p99 needs at each level', () => {
  const limits = fullOverload.limits.flatMap((limit) => {
    const { brokeAt: _, ...never } = limit;
    return limit.statistic === 'p99' ? [never] : limit.brokeAt === 2 ? [{ ...never, heldAt: 3 }] : [];
  });
  expect(overloadView({ ...fullOverload, limits }).counts).toMatchObject({ held: 1, undecided: 0 });
});

test('a step and a burst have the number of users of their round', () => {
  const { broken } = overloadView({ ...fullOverload, limits: [] }, rounds);
  expect(broken).toMatchObject([
    { isBurst: true, subject: { id: 'deals.create' }, at: { from: 350, to: 350 } },
    { subject: { step: 'save the deal' }, at: { to: 350 }, held: { to: 180 } },
  ]);
});

test('a run whose figures cannot be trusted does not say what its overload broke', () => {
  const reasons = [{ kind: 'invalid', text: 'the clock was set' }] as const;
  expect(runView(overloadedRecord(), []).overload).toBeDefined();
  expect(runView(overloadedRecord({ outcome: 'invalid', reasons }), []).overload).toBeUndefined();
});
