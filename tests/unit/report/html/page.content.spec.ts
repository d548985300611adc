import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { htmlReport } from '../../../../src/report/html/page.ts';
import { measuredId } from '../../../../src/verdict/subject.ts';
import { limitOf } from '../../../../src/verdict/verdict.ts';
import { runView } from '../../../../src/view/run-view.ts';
import { overloadedRecord } from '../../../made/report-overload.ts';
import { fullRecord } from '../../../made/report-record.ts';
import { smallBurst } from '../../../made/small-record.ts';
import { madeVerdicts } from '../../../made/verdict.ts';

const reportOf = (different: Partial<RunRecord> = {}) => htmlReport(runView(fullRecord(different), []));
/** That of the whole record; drawing its charts takes most of a test. */
let drawn: string | undefined;
const fullReport = () => (drawn ??= reportOf());

/** The ids of the page's parts, in their order. */
const partsOf = (html: string) => [...html.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);

/** What a reader sees: no tags, no style, no script. */
const textOf = (html: string) =>
  html
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

test('the verdict comes first, then what broke, then what it stands on', () => {
  const html = fullReport();
  expect(html.indexOf('<h1>')).toBeLessThan(html.indexOf('<section'));
  expect(partsOf(html)).toEqual([
    'broke',
    'time',
    'operations',
    'journeys',
    'load-curve',
    'sockets',
    'slowest',
    'measurer',
    'run',
  ]);
});

test('what was not measured has no part', () => {
  const { traffic } = fullRecord();
  if (traffic === null) throw new Error('the full record has traffic');
  const { sockets: _, ...without } = traffic;
  const { perceivedUnderLoad: __, ...record } = fullRecord({
    outcome: 'pass',
    reasons: [],
    rounds: [],
    verdicts: [],
    traffic: { ...without, exemplars: [], failed: 0, outcomes: { ok: 4_894 } },
  });
  const html = htmlReport(runView(record, []));
  expect(partsOf(html)).toEqual(['time', 'operations', 'measurer', 'run']);
  expect(html).not.toContain('data-chart="failures"');
});

test('the first screen says of how many segments a run was merged', () => {
  const one = {
    index: 1,
    of: 2,
    startAt: '2030-01-31T06:00:00.000Z',
    lateMs: 3,
    clock: { kind: 'known', offsetMs: 12, uncertainMs: 20 },
    runId: 'a run',
  } as const;
  const firstScreen = (record: Partial<RunRecord>) => textOf(reportOf(record).split('</header>')[0] ?? '');
  expect(firstScreen({ segments: [one, { ...one, index: 2 }] })).toContain(' merged from 2 segments ');
  expect(firstScreen({})).not.toContain('merged');
});

test('a failed run says how many limits are broken, names the worst, and why it broke', () => {
  const text = textOf(fullReport());
  expect(text).toContain('Failed: 2 limits are broken.');
  expect(text).toContain('The worst is create deal, save the deal: median 1,840 ms');
  expect(text).toContain('Of the median visit: 1,510 ms database.');
  expect(text).toContain('Its slowest request spent 1,101 of 1,204 ms in the database');
});

test('a lower bound in the first tile has the sign of one, and a measured p95 has none', () => {
  const tileOf = (isAtLeast: boolean) => {
    const limit = limitOf({ kind: 'scenario', scenario: 'load' }, 'p95', 'scenario', 500);
    const judged = { ...limit, kind: 'fail', figure: 612, samples: 12, interval: { lower: 612 } } as const;
    const verdicts = madeVerdicts([{ ...judged, ...(isAtLeast && { isAtLeast }) }]);
    return /95 % answered within<.*?<b>([^<]*)</.exec(reportOf({ verdicts }))?.[1];
  };
  expect(tileOf(true)).toBe('≥ 612');
  expect(tileOf(false)).toBe('612');
});

test('an SLA breach is kept apart from what failed the run, unless the run counts it', () => {
  const sla = fullRecord().verdicts.find(({ column }) => column === 'sla');
  if (sla === undefined) throw new Error('the full record breaks an SLA');
  expect(textOf(fullReport())).toContain('Broken, but only reported');
  const verdicts = fullRecord().verdicts.map((each) => ({
    ...each,
    failsTheRun: each.failsTheRun || each.column === 'sla',
  }));
  const counted = textOf(reportOf({ verdicts }));
  expect(counted).toContain('Failed: 3 limits are broken.');
  expect(counted).not.toContain('Broken, but only reported');
});

test('an invalid run gives no verdict, and calls nothing broken', () => {
  const text = textOf(
    reportOf({
      outcome: 'invalid',
      reasons: [{ kind: 'invalid', text: 'the measurer was starved for 30 s' }],
    }),
  );
  expect(text).toContain('No verdict: the measurement is invalid.');
  expect(text).toContain('the measurer was starved for 30 s');
  expect(text).not.toMatch(/\bbroken?\b|\bbroke\b/i);
});

test('a target that went away comes first, before the limits that it broke', () => {
  const html = reportOf({
    reasons: [{ kind: 'stopped', text: 'the target is gone: 20 requests in a row were refused' }],
  });
  expect(html).toContain('<li>the target is gone: 20 requests in a row were refused</li>');
});

test('the bursts of the baseline project have their own table, with curves', () => {
  const verdicts = fullRecord()
    .verdicts.filter(({ subject }) => measuredId(subject) === 'deals.create')
    .map((each) => ({ ...each, owner: { kind: 'burst', operation: 'deals.create' } as const }));
  const html = reportOf({
    traffic: null,
    rounds: [],
    bursts: [smallBurst('deals.create', 12)],
    verdicts,
  });
  expect(partsOf(html)).toContain('operations');
  expect(textOf(html)).toContain('1 burst on an otherwise idle target');
  expect(textOf(html)).toContain('deals.create p95 broken');
});

test('a burst of a round does not judge the operation of the traffic', () => {
  const { verdicts, rounds } = fullRecord();
  const [round] = rounds;
  const own = verdicts.find(({ subject }) => measuredId(subject) === 'tax.calculate');
  if (round === undefined || own?.kind !== 'pass') throw new Error('the full record changed');
  const owner = { kind: 'round', journey: round.journey, number: round.number } as const;
  const burst = { ...own, kind: 'fail', figure: 900, owner, failsTheRun: true } as const;
  const html = reportOf({ verdicts: [...verdicts, burst] });
  expect(html).toMatch(/<tr><th scope="row">tax\.calculate<\/th><td><span class="v pass">held/);
});

test('a round without a warm visit has no felt time: neither 0 nor that of its cold visit', () => {
  const [first, second] = fullRecord().rounds;
  if (first === undefined || second === undefined) throw new Error('the full record has two rounds');
  const cold = second.steps.map((step) => ({ ...step, coldMs: step.medianMs, visitsMs: [] }));
  const html = reportOf({
    rounds: [
      { ...first, steps: [] },
      { ...second, steps: cold },
    ],
  });
  expect(html).not.toContain('aria-label="felt ');
  expect(html).toContain('aria-label="backend p95 ');
});

test('nothing that a target said becomes markup', () => {
  const nasty = '</script><img src=x onerror=alert(1)>"\'&';
  const { traffic } = fullRecord();
  const [exemplar] = traffic?.exemplars ?? [];
  if (traffic === null || exemplar === undefined) throw new Error('the full record has an exemplar');
  const html = reportOf({
    reasons: [{ kind: 'stopped', text: nasty }],
    preflight: [{ check: 'healthy', kind: 'warning', found: nasty }],
    traffic: {
      ...traffic,
      exemplars: [{ ...exemplar, traceId: nasty }],
      slices: traffic.slices.map((slice) => ({ ...slice, disturbed: [nasty] })),
    },
  });
  expect(html).not.toContain('<img');
  expect(html.match(/<\/script>/g)).toHaveLength(3);
});

test('the page asks for nothing outside the file', () => {
  const html = fullReport();
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(html.match(/(?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
  expect(html).not.toMatch(/@import|url\(\s*['"]?(?!#)/);
});

test('a chart is the same however many were drawn before it', () => {
  expect(fullReport()).toBe(reportOf());
});

test('a run with overload has a part on it: each level, what broke first where, and each limit at each level', () => {
  const html = htmlReport(runView(overloadedRecord(), []));
  expect(partsOf(html)).toContain('overload');
  const text = textOf(html);
  expect(text).toContain(
    '200 to 300 users overload, own limits judged 2 min 1 s of 2 min 14 s 70,583 226 own ≤ 29 0.05 %',
  );
  expect(text).toContain('deals.get p95 &lt; 150 ms 200 users 200 to 300 users 226 ms (own ≤ 40 ms)');
  expect(html).toContain('<td class="n"><b class="bad">480 ms</b></td>');
  expect(text).toContain('auth.login p95 &lt; 300 ms (240 ms) (290 ms) – at least 640 ms –');
  expect(text).toContain('verdicts, bars and their figures of its normal load');
  expect(partsOf(fullReport())).not.toContain('overload');
});

test('with TRACE_URL the slowest requests, steps, and traces in reasons are links', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const { rounds } = fullRecord();
  const traced = rounds.map((round) => ({
    ...round,
    steps: round.steps.map((step) => ({ ...step, traceId })),
  }));
  const html = reportOf({ traceUrl: 'http://jaeger:16686/trace/{traceId}', rounds: traced });
  const linksTo = (id: string) => html.split(`<a href="http://jaeger:16686/trace/${id}"`).length - 1;
  expect(linksTo(traceId), 'both steps of the hardest round').toBe(2);
  expect(linksTo('7f5363eca91462660000000000000351'), 'in the list, and why its operation broke').toBe(2);
  expect(reportOf({ rounds: traced })).not.toContain('jaeger');
});

test('a report with TRACE_URL says why no step has a trace', () => {
  const words = 'No step has a trace: in this run the scripts of its pages sent no request with a trace id';
  expect(textOf(reportOf({ traceUrl: 'http://jaeger:16686/trace/{traceId}' }))).toContain(words);
  expect(textOf(fullReport())).not.toContain(words);
});
