import { expect, test } from '@playwright/test';
import { formatDuration } from '../../../../src/base/duration.ts';
import type { AuditRecord } from '../../../../src/lighthouse/audit-record.ts';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { summaryText } from '../../../../src/report/text/summary.ts';
import type { Judgement } from '../../../../src/verdict/verdict.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { expectGolden } from '../../../made/golden-file.ts';
import { overloadedRecord } from '../../../made/report-overload.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { smallBurst, smallRecord } from '../../../made/small-record.ts';
import { smallRun } from '../../../made/small-run.ts';
import { environmentLimit, madeVerdicts, operation } from '../../../made/verdict.ts';

const textOf = (record: RunRecord) => summaryText(runView(record, []));

const p95 = { statistic: 'p95', unit: 'ms', direction: 'below' } as const;
const smoke = { kind: 'scenario', scenario: 'smoke' } as const;
const scenarioHeld: Judgement[] = [
  {
    kind: 'pass',
    subject: smoke,
    ...p95,
    column: 'scenario',
    limit: 1_000,
    figure: 31.25,
    samples: 995,
    interval: { lower: 29, upper: 34 },
  },
  {
    kind: 'pass',
    subject: smoke,
    statistic: 'errorRate',
    unit: 'share',
    direction: 'below',
    column: 'scenario',
    limit: 0.01,
    figure: 0,
    samples: 995,
    interval: { lower: 0, upper: 0.003 },
  },
];
const undecided = (subject: Judgement['subject']): Judgement => ({
  kind: 'inconclusive',
  subject,
  ...p95,
  column: 'baseline',
  limit: 300,
  samples: 12,
  interval: {},
  reason: 'too few samples: 12, a p95 needs at least 72',
});

const scopeOf = (record: RunRecord) => /^Limits of the scenario, (.*)$/m.exec(textOf(record))?.[1];

test('the heading of the limits says that the p95 leaves out what was next to rounds, where there were some', () => {
  const { traffic } = passed;
  if (traffic === null) throw new Error('the run has traffic');
  const beside = { kind: 'visits', elapsedMs: 21_000, sent: 9, failed: 0, latency: { samples: 9 } } as const;
  expect(scopeOf({ ...passed, traffic: { ...traffic, undisturbedMs: 36_000, inRounds: [beside] } })).toBe(
    'on all requests together (p95 without rounds)',
  );
  expect(scopeOf({ ...passed, traffic: { ...traffic, undisturbedMs: 60_000, inRounds: [] } })).toBe(
    'on all requests together',
  );
});

/** A smoke that passed: it could judge the scenario's limits and no other. */
const passed = smallRecord({
  verdicts: madeVerdicts([
    ...scenarioHeld,
    undecided(operation('deals.create')),
    undecided(operation('tax.batch')),
    undecided({ kind: 'step', journey: 'login', step: 'sign in' }),
  ]),
});

const audit: AuditRecord = {
  page: 'login',
  mode: 'navigation',
  device: 'desk',
  lighthouse: '13.5.0',
  runs: [
    { score: 97, lcpMs: 800, fcpMs: 500, ttiMs: 900, tbtMs: 0, cls: 0, transferredBytes: 97_000 },
    { score: 99, lcpMs: 780, fcpMs: 480, ttiMs: 870, tbtMs: 0, cls: 0, transferredBytes: 97_000 },
  ],
  judged: 1,
  report: 'lighthouse/login.html',
};

const records: Readonly<Record<string, RunRecord>> = {
  'smoke-passed': passed,
  'load-failed': fullRecord(),
  'smoke-failed': smallRun(),
  invalid: smallRun({
    outcome: 'invalid',
    reasons: [{ kind: 'invalid', text: 'the measurer was starved for 30 of 60 s' }],
  }),
  baseline: smallRecord({
    scenario: 'baseline',
    vus: 0,
    traffic: null,
    rounds: [],
    bursts: [smallBurst('deals.create', 12), smallBurst('deals.get', 3)],
    verdicts: madeVerdicts(
      [
        {
          kind: 'pass',
          subject: operation('deals.create'),
          ...p95,
          column: 'baseline',
          limit: 400,
          figure: 12,
          samples: 2_000,
          interval: { lower: 11, upper: 13 },
        },
      ],
      { kind: 'burst', operation: 'deals.create' },
    ),
  }),
  overload: overloadedRecord(),
  lighthouse: smallRecord({ scenario: 'lighthouse', vus: 0, traffic: null, rounds: [], audits: [audit] }),
};

for (const [name, record] of Object.entries(records))
  test(`the text summary of the run "${name}" is as it was reviewed`, () => {
    expectGolden(`text/${name}.txt`, textOf(record));
  });

test("a smoke's summary judges by the scenario's limits and leaves names what judges the rest", () => {
  const text = textOf(passed);
  expect(text).not.toContain('inconclusive');
  expect(text.indexOf('Limits of the scenario')).toBeLessThan(text.indexOf('http_req_duration'));
  expect(text).toContain(
    '2 limits per operation and 1 limit of journey steps need more samples than 60 s of 10 users gave: ' +
      '--project=baseline judges the operations, --project=load judges the steps.',
  );
});

test('a limit that a rate limiter kept from being decided does not count among those that need more samples', () => {
  const refused = { ...undecided(operation('deals.list')), because: 'refusals' } as Judgement;
  const text = textOf(smallRecord({ verdicts: madeVerdicts([undecided(operation('tax.batch')), refused]) }));
  expect(text).toContain(
    "Limits: 0 held, 0 broken, 1 undecided since the target's rate limiter refused requests\n1 limit per operation needs more samples",
  );
});

test('a limit whose samples are enough and whose interval includes it is too close to tell, and does not need more samples', () => {
  const close = {
    ...undecided(operation('deals.list')),
    figure: 297,
    samples: 2_000,
    interval: { lower: 290, upper: 304 },
  } as Judgement;
  const text = textOf(smallRecord({ verdicts: madeVerdicts([undecided(operation('tax.batch')), close]) }));
  expect(text).toMatch(
    /\n1 limit per operation needs more samples than .* judges it\. 1 limit is too close to tell: the interval of the samples includes the limit\.\n/,
  );
  const scenario = { ...close, subject: smoke, column: 'scenario' } as Judgement;
  expect(textOf(smallRecord({ verdicts: madeVerdicts([scenario]) }))).toMatch(/ p95 .*too close to tell\n/);
});

test('everything that broke comes before all figures, in full', () => {
  const text = textOf(smallRun());
  const end = text.indexOf('Limits of the scenario');
  for (const line of [
    'deals.create p95 30 ms, limit < 2 ms (baseline), 8 samples, 95 % interval 2.5 to 31 ms: fail',
    'deals.create p95 30 ms, limit < 1 ms (sla), 8 samples, 95 % interval 2.5 to 31 ms: fail',
  ])
    expect(text.slice(0, end), line).toContain(line);
});

test('a run against an embedded sandbox with faults says so at its beginning', () => {
  const facts = { node: 'v24', browser: 'Chromium', host: 'linux', sandboxFaults: 'deals.create:db+300' };
  const [first = ''] = textOf(smallRecord({ sandbox: true, facts })).split('\n');
  expect(first).toContain('(development, embedded sandbox with faults: deals.create:db+300): ');
});

test('an open model says how many arrivals there were, and how many users sent them at most', () => {
  const lag = { samples: 400, p50Ms: 1 };
  const arrivals = { offered: 400, sent: 400, notSent: 0, late: 0, startLag: lag, ownLag: lag };
  const record = smallRecord();
  if (record.traffic === null) throw new Error('the made record has traffic');
  const slice = fullRecord().traffic?.slices[0];
  if (slice === undefined) throw new Error('the full record has a slice');
  const slices = [record.vus + 7, record.vus + 3].map((vus) => ({ ...slice, vus }));
  expect(textOf({ ...record, traffic: { ...record.traffic, arrivals, slices } })).toContain(
    `400 arrivals in ${formatDuration(record.traffic.elapsedMs)}, sent by up to ${record.vus + 7} virtual users`,
  );
});

test('a step without a warm visit has no median', () => {
  const steps = [{ step: 'sign in', coldMs: 90, visitsMs: [], medianMs: 90, requests: [] }];
  const [round] = smallRecord().rounds;
  if (round === undefined) throw new Error('the small record has a round');
  expect(textOf(smallRecord({ rounds: [{ ...round, steps }] }))).toMatch(/ sign in +– +90 +none /);
});

test('a percentile that was not measured is a dash', () => {
  expect(textOf(passed)).toMatch(/deals\.create +100 +0 +– +12\.3 +– +–/);
});

test('the same record gives the same text', () => {
  expect(textOf(fullRecord())).toBe(textOf(fullRecord()));
});

test('limits that the environment sets are named with those of the tables', () => {
  const limits = [
    environmentLimit,
    { of: 'deals.list', limit: 'sla.p99Ms', value: 400, reason: 'Fewer cores.' },
  ];
  expect(textOf(smallRecord({ environmentLimits: limits }))).toContain(
    '\nLimits of development, in place of those of the tables: deals.list baseline.p95Ms 450 instead of 300, ' +
      'deals.list sla.p99Ms 400.\n',
  );
  expect(textOf(smallRecord())).not.toContain('in place of those of the tables');
});
