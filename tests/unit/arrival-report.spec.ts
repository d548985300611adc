import { expect, test } from '@playwright/test';
import { arrivalLines, countLines } from '../../src/report/arrival-lines.ts';
import type { TrafficRecord } from '../../src/report/run-record.ts';

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

test('in the closed model everything that was offered was sent, and there is no start lag', () => {
  expect(countLines(closed)[0]).toEqual(['offered', '100 = sent 100 + not sent 0']);
  expect(arrivalLines(closed.arrivals)).toEqual([]);
});

test('the start lag is told apart from the generator’s own part of it', () => {
  const [all, own] = arrivalLines(open.arrivals);
  expect(all?.[1]).toContain('p(99)=420ms');
  expect(all?.[1]).toContain('later than 10 ms: 7');
  expect(own?.[1]).toContain('p(99)=0.4ms');
});
