import { formatFigure } from '../../base/format.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { subjectGroup, subjectWords } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import { isJudged } from '../../view/judged-limits.ts';
import type { RunView } from '../../view/run-view.ts';
import { escaped } from '../drawing/markup.ts';

type Result =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error' | 'skipped'; readonly message: string };

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly result: Result;
}

/**
 * The verdicts of a run as JUnit XML: a suite per service, a test case per limit. Too few samples, or an operation that
 * is not offered, is `skipped`; so is a limit that was broken and does not fail the run (an SLA, a ramp). A measurement
 * that cannot be trusted is an `error`, and leaves no limit passed or failed.
 */
export function junitXml({ record }: RunView): string {
  const cases = [...runCases(record), ...record.verdicts.map((verdict) => limitCase(record, verdict))];
  const suites = Map.groupBy(cases, ({ suite }) => suite);
  const seconds = (Date.parse(record.endedAt) - Date.parse(record.startedAt)) / 1000;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: record.runId, ...counts(cases), time: seconds.toFixed(3) })}>`,
    ...[...suites].flatMap(([name, list]) => suiteLines(record, name, list)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** What is true of the run as a whole, as the first suite. */
function runCases({ scenario, outcome, reasons }: RunRecord): Case[] {
  const others = reasons.filter(({ kind }) => kind !== 'limit');
  const message = others.map(({ text }) => text).join('; ');
  const ended: Result =
    outcome === 'could not run'
      ? { kind: 'error', message }
      : outcome === 'fail' && message !== ''
        ? { kind: 'failure', message }
        : { kind: 'passed' };
  return [
    {
      suite: scenario,
      name: 'the measurement can be trusted',
      result: outcome === 'invalid' ? { kind: 'error', message } : { kind: 'passed' },
    },
    { suite: scenario, name: 'the run came to its end', result: ended },
  ];
}

function limitCase(record: RunRecord, verdict: Verdict): Case {
  const { scenario } = record;
  const { subject, statistic, column, limit, unit, direction } = verdict;
  const message = verdictMessage(verdict);
  const isReported = verdict.kind === 'fail' && !verdict.failsTheRun;
  const result: Result = !isJudged(record)
    ? { kind: 'skipped', message: `not judged, since the measurement is invalid; ${message}` }
    : verdict.kind === 'pass'
      ? { kind: 'passed' }
      : verdict.kind === 'fail' && !isReported
        ? { kind: 'failure', message }
        : { kind: 'skipped', message: isReported ? `reported only, fails nothing; ${message}` : message };
  const sign = direction === 'below' ? '<' : '>';
  return {
    suite: subject.kind === 'scenario' ? scenario : `${scenario}.${subjectGroup(subject)}`,
    name: `${subjectWords(subject)} ${statistic} ${sign} ${formatFigure(limit, unit)} (${column})`,
    result,
  };
}

function suiteLines(record: RunRecord, name: string, cases: readonly Case[]): string[] {
  const { environment, baseUrl, startedAt, vus } = record;
  const timestamp = startedAt.replace(/\.\d+Z$/, '');
  return [
    `  <testsuite${attributes({ name, ...counts(cases), timestamp, time: '0' })}>`,
    '    <properties>',
    ...Object.entries({ environment, baseUrl, vus }).map(
      ([property, value]) => `      <property${attributes({ name: property, value })}/>`,
    ),
    '    </properties>',
    ...cases.map(caseLine),
    '  </testsuite>',
  ];
}

function caseLine({ suite, name, result }: Case): string {
  const head = `    <testcase${attributes({ name, classname: suite, time: '0' })}`;
  if (result.kind === 'passed') return `${head}/>`;
  return `${head}><${result.kind}${attributes({ message: result.message })}/></testcase>`;
}

function counts(cases: readonly Case[]) {
  const count = (kind: Result['kind']) => cases.filter(({ result }) => result.kind === kind).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value), 'xml')}"`)
    .join('');
}
