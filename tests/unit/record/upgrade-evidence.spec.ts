import { expect, test } from '@playwright/test';
import type { EvidenceRecord, EvidenceSource } from '../../../src/evidence/evidence-record.ts';
import { withKinds } from '../../../src/record/upgrade-evidence.ts';

const series = (source: EvidenceSource, name: string) => ({
  source,
  name: `${source}: ${name}`,
  unit: 'count' as const,
  points: [],
});

/** As records had it before there were kinds. */
const old: EvidenceRecord = {
  sources: [
    {
      source: 'gateway',
      place: 'http://gateway',
      figures: [
        { name: 'requests over the rate limit per user', unit: 'count', value: 4 },
        { name: 'memory', unit: 'memory', value: 4e6 },
      ],
    },
    { source: 'redis', place: 'cache', figures: [{ name: 'evicted keys', unit: 'count', value: 4 }] },
    { source: 'postgres', place: 'db', figures: [{ name: 'cache hits', unit: 'share', value: 0.5 }] },
  ],
  series: [
    series('postgres', 'active connections'),
    series('kubernetes', 'processor of deals-1'),
    series('prometheus', 'processor of pod deals-1'),
  ],
};

test('figures and series of a record without kinds get them by the names that they had then', () => {
  const { sources, series: ofRun } = withKinds(old);
  const kinds = sources.flatMap(({ figures = [] }) => figures.map(({ kind }) => kind));
  expect(kinds).toEqual(['requests over a rate limit', undefined, 'evicted keys', 'cache hits']);
  expect(ofRun.map(({ kind, pod }) => [kind, pod])).toEqual([
    ['active connections', undefined],
    ['processor of a pod', 'deals-1'],
    [undefined, undefined],
  ]);
});

test('in a record with kinds, no name gives one', () => {
  const [first] = old.series;
  const evidence = {
    ...old,
    series: first === undefined ? [] : [{ ...first, kind: 'connections' as const }],
  };
  expect(withKinds(evidence)).toBe(evidence);
});
