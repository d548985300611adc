import { decodeSlice } from '../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../src/measure/latency-histogram.ts';
import type { OperationSlice, Slice } from '../../src/measure/slice.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { trafficRecord } from '../../src/run/traffic-record.ts';
import type { Subject } from '../../src/verdict/subject.ts';
import type { Judgement, Limit } from '../../src/verdict/verdict.ts';
import { verdictMessage } from '../../src/verdict/verdict-message.ts';
import { madeSlice } from './slices.ts';
import { smallRecord } from './small-record.ts';
import { madeVerdicts, operation as operationSubject } from './verdict.ts';

/** Two slices of a small traffic, always the same. */
export const smallSlices: readonly Slice[] = [0, 1].map((index) =>
  madeSlice(
    index,
    {
      'auth.login': operationSlice([44, 45, 46 + index], 900),
      'deals.create': operationSlice([1.2, 1.3, 1.4, 2.5 + index], 1200, [30]),
      'tax.calculate': operationSlice([0.4, 0.5, 0.6], 600),
    },
    {
      sockets: {
        measures: { 'messaging.ping': operationSlice([0.7, 0.8], 0) },
        open: 2,
        drops: 0,
        reconnects: 0,
        events: 4,
      },
    },
  ),
);

/** The same as they are read back. */
export const decodedSlices = smallSlices.map(decodeSlice);

const smoke = { kind: 'scenario', scenario: 'smoke' } as const;

const broken: Judgement = {
  kind: 'fail',
  ...limit(operationSubject('deals.create'), 'p95', 'baseline', 2),
  figure: 30,
  samples: 8,
  interval: { lower: 2.5, upper: 31 },
};

const tooManyErrors: Judgement = {
  kind: 'fail',
  ...limit(smoke, 'errorRate', 'scenario', 0.01),
  unit: 'share',
  figure: 0.09,
  samples: 22,
  interval: { lower: 0.02, upper: 0.2 },
};

/** The record of that traffic: with a limit of each kind of verdict, and names that have to be escaped. */
export function smallRun(different: Partial<RunRecord> = {}): RunRecord {
  return smallRecord({
    outcome: 'fail',
    reasons: [tooManyErrors, broken].map((each) => ({ kind: 'limit', text: verdictMessage(each) }) as const),
    traffic: trafficRecord(decodedSlices, []) ?? null,
    verdicts: madeVerdicts([
      {
        kind: 'pass',
        ...limit(smoke, 'p95', 'scenario', 1000),
        figure: 46,
        samples: 22,
        interval: { lower: 45, upper: 47 },
      },
      tooManyErrors,
      broken,
      {
        kind: 'fail',
        ...limit(operationSubject('deals.create'), 'p95', 'sla', 1),
        figure: 30,
        samples: 8,
        interval: { lower: 2.5, upper: 31 },
      },
      {
        kind: 'inconclusive',
        ...limit(operationSubject('tax.calculate'), 'p99', 'baseline', 200),
        figure: 0.6,
        samples: 6,
        interval: {},
        reason: 'too few samples: 6, a p99 needs at least 368',
      },
      {
        kind: 'not offered',
        ...limit(operationSubject('tax.batch'), 'p95', 'baseline', 500),
        reason: '404 with "<html> & no JSON"',
      },
      {
        kind: 'pass',
        ...limit({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 1000),
        figure: 70,
        samples: 3,
        interval: { lower: 60, upper: 80 },
      },
    ]),
    ...different,
  });
}

function limit(
  subject: Subject,
  statistic: Limit['statistic'],
  column: Limit['column'],
  value: number,
): Limit {
  return { subject, statistic, column, limit: value, unit: 'ms', direction: 'below' };
}

/** The counts and latencies of an operation in one slice. */
export function operationSlice(
  okMs: readonly number[],
  bytesReceived: number,
  failedMs: readonly number[] = [],
): OperationSlice {
  const encoded = (latenciesMs: readonly number[]) => {
    const histogram = new LatencyHistogram();
    for (const ms of latenciesMs) histogram.record(ms * 1000);
    return histogram.encode();
  };
  return {
    outcomes: { ok: okMs.length, ...(failedMs.length > 0 && { server_error: failedMs.length }) },
    bytesReceived,
    successes: encoded(okMs),
    ...(failedMs.length > 0 && { failures: encoded(failedMs) }),
  };
}
