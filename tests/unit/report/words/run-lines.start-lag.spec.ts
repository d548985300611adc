import { expect, test } from '@playwright/test';
import type { TrafficRecord } from '../../../../src/record/run-record.ts';
import { countLines, k6Metrics, memoryLines, startLagLines } from '../../../../src/report/words/run-lines.ts';

const latency = { samples: 96, avgMs: 3, p50Ms: 2, p95Ms: 5, p99Ms: 9, maxMs: 12 };

const closed: TrafficRecord = {
  elapsedMs: 10_000,
  sent: 100,
  ok: 90,
  failed: 8,
  unfinished: 2,
  outcomes: { ok: 90, timeout: 3, server_error: 5, unfinished: 2 },
  requestsPerSecond: 9.8,
  latency,
  operations: [],
  slices: [],
  exemplars: [],
};

const open: TrafficRecord = {
  ...closed,
  arrivals: {
    offered: 104,
    sent: 96,
    notSent: 8,
    late: 7,
    startLag: { samples: 96, p50Ms: 0.1, p99Ms: 420, maxMs: 500 },
    ownLag: { samples: 96, p50Ms: 0.1, p99Ms: 0.4, maxMs: 1.5 },
  },
};

test('counts add up on paper: offered, sent, and how the requests ended', () => {
  expect(countLines(open)).toEqual([
    ['offered', '108 = sent 100 + not sent 8'],
    ['sent', '100 = ok 90 + failed 5 + timed out 3 + unfinished 2 (server_error 5)'],
  ]);
});

test('samples of failed requests are counted next to the durations, which would not add up otherwise', () => {
  const durations = (traffic: TrafficRecord) => k6Metrics(traffic, [])[0]?.[1];
  expect(durations({ ...closed, failedSamples: 6 })).toContain('max=12ms (96 samples, 6 of failed requests)');
  expect(durations(closed)).toContain('max=12ms (96 samples)');
});

test('a target that hung until the end is named in the counts, one with requests on their way is not', () => {
  expect(countLines({ ...closed, longestWaitMs: 14_000 })[1]?.[1]).toMatch(
    /unfinished 2 .*; at the end requests had waited up to 14 s for their answer$/,
  );
  expect(countLines({ ...closed, longestWaitMs: 400 })).toEqual(countLines(closed));
});

test('in the closed model everything that was offered was sent', () => {
  expect(countLines(closed)[0]).toEqual(['offered', '100 = sent 100 + not sent 0']);
});

test('the generator’s own part of the start lag is listed separately', () => {
  const [all, own] = startLagLines(open);
  expect(all?.[1]).toContain('p(99)=420ms');
  expect(all?.[1]).toContain('later than 10 ms: 7');
  expect(own?.[1]).toContain('p(99)=0.4ms');
});

test('the start lag within rounds is listed separately from that outside of them', () => {
  const startLag = {
    outside: { samples: 900, p50Ms: 0.5, p99Ms: 2, maxMs: 9 },
    inRounds: { samples: 100, p50Ms: 0.6, p99Ms: 31, maxMs: 80 },
  };
  expect(startLagLines({ ...closed, startLag })).toEqual([
    ['start_lag outside rounds', 'p(50)=0.5ms p(99)=2ms max=9ms'],
    ['start_lag in rounds', 'p(50)=0.6ms p(99)=31ms max=80ms'],
  ]);
  expect(startLagLines(closed)).toEqual([]);
});

test('memory that did not grow is called flat, and a short run says nothing of it', () => {
  const memory = {
    of: 'held',
    leastResidentBytes: 279_000_000,
    mostResidentBytes: 381_400_000,
    fromMs: 310_000,
    toMs: 1_200_000,
    meanBytes: 181_000_000,
    slopeBytesPerHour: -400_000,
    changeBytes: -100_000,
    noiseBytes: 3_000_000,
    isFlat: true,
  } as const;
  const found = 'slope -0.4 MB/h: -0.1 MB from 5 min 10 s to 20 min, noise ±3.0 MB, flat';
  expect(memoryLines({ memory })).toEqual([
    ['generator memory', `181.0 MB held after garbage collections, ${found}`],
    ['resident memory', '279.0 to 381.4 MB, which includes spare heap that V8 keeps'],
  ]);
  expect(memoryLines({ memory: { ...memory, of: 'resident' } })).toEqual([
    ['generator memory', `181.0 MB resident, ${found}`],
  ]);
  expect(memoryLines({})).toEqual([]);
});

test('a change that is more than noise is given with its size, however small', () => {
  const grown = {
    of: 'held',
    leastResidentBytes: 1,
    mostResidentBytes: 2,
    fromMs: 310_000,
    toMs: 1_200_000,
    meanBytes: 200_000_000,
    slopeBytesPerHour: 4_000_000,
    changeBytes: 1_000_000,
    noiseBytes: 500_000,
  } as const;
  const [small] = memoryLines({ memory: { ...grown, isFlat: true } });
  expect(small?.[1]).toContain('noise ±0.5 MB, flat, but more than noise: 0.5 % of the whole');
  const [large] = memoryLines({ memory: { ...grown, changeBytes: 9_000_000, isFlat: false } });
  expect(large?.[1]).toContain('NOT flat: 4.5 % of the whole');
});
