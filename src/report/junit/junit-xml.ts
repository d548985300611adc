import type { Reason, RunRecord } from '../../record/run-record.ts';
import { subjectGroup, subjectWords } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import type { RunView } from '../../view/run-view.ts';
import { escaped } from '../drawing/markup.ts';
import { limitWords } from '../words/limits.ts';
import { breakingSentence, judgedAtSentence, overloadCountsSentence } from '../words/overload.ts';

interface Case {
  readonly suite: string;
  readonly name: string;
  /** What is wrong with it; undefined when it passed. */
  readonly result: readonly [kind: 'failure' | 'error' | 'skipped', message: string] | undefined;
}

/**
 * The verdicts of a run as JUnit XML: a suite per service, a test case per limit. Too few samples, or an operation that
 * is not offered, is `skipped`; so is a limit that was broken and does not fail the run (an SLA, a ramp). A measurement
 * that cannot be trusted is an `error`, and leaves no limit passed or failed; a run that decided no limit has one more case,
 * which is an `error`. What an overload broke is in the first suite's
 * output.
 */
export function junitXml({ record, overload }: RunView): string {
  const cases = [...runCases(record), ...record.verdicts.map((verdict) => limitCase(record, verdict))];
  const suites = Map.groupBy(cases, ({ suite }) => suite);
  const seconds = (Date.parse(record.endedAt) - Date.parse(record.startedAt)) / 1000;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: record.runId, ...counts(cases), time: seconds.toFixed(3) })}>`,
    ...[...suites].flatMap(([name, list]) => [
      ...suiteLines(record, name, list),
      ...(name === record.scenario ? overloadLines(overload) : []),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Reasons for which a run ended early, or without its target. */
const ENDED_EARLY: ReadonlySet<Reason['kind']> = new Set(['stopped', 'outage', 'interrupted', 'test error']);
/** Reasons for which a limit has no verdict. A broken one fails the run all the same. */
const DOUBTS: ReadonlySet<Reason['kind']> = new Set(['invalid', 'undecided']);

/** What is true of the run as a whole, as the first suite. */
function runCases({ scenario, outcome, reasons }: RunRecord): Case[] {
  const textsOf = (isMeant: (kind: Reason['kind']) => boolean) =>
    reasons
      .filter(({ kind }) => isMeant(kind))
      .map(({ text }) => text)
      .join('; ');
  const message = textsOf((kind) => kind !== 'limit');
  const early = textsOf((kind) => ENDED_EARLY.has(kind)) || (outcome === 'could not run' ? message : '');
  const ended: Case['result'] = early === '' ? undefined : [outcome === 'fail' ? 'failure' : 'error', early];
  const decided: Case[] =
    outcome === 'nothing decided'
      ? [{ suite: scenario, name: 'a limit was decided', result: ['error', message] }]
      : [];
  const doubts = textsOf((kind) => DOUBTS.has(kind));
  const trusted: Case['result'] =
    outcome === 'invalid' ? ['error', doubts || message] : doubts === '' ? undefined : ['skipped', doubts];
  return [
    { suite: scenario, name: 'the measurement can be trusted', result: trusted },
    { suite: scenario, name: 'the run came to its end', result: ended },
    ...decided,
  ];
}

function limitCase({ scenario }: RunRecord, verdict: Verdict): Case {
  const { subject, statistic, column } = verdict;
  return {
    suite: subject.kind === 'scenario' ? scenario : `${scenario}.${subjectGroup(subject)}`,
    name: `${subjectWords(subject)} ${statistic} ${limitWords(verdict)} (${column})`,
    result: limitResult(verdict),
  };
}

function limitResult(verdict: Verdict): Case['result'] {
  const message = verdictMessage(verdict);
  if (verdict.kind === 'pass') return undefined;
  if (verdict.kind !== 'fail') return ['skipped', message];
  return verdict.failsTheRun ? ['failure', message] : ['skipped', `reported only, fails nothing; ${message}`];
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
  ];
}

/** What was judged at which load, and what the overload broke: no test case, since it is only reported. */
function overloadLines(overload: RunView['overload']): string[] {
  if (overload === undefined) return [];
  const { broken, unit } = overload;
  const lines = [
    judgedAtSentence(overload),
    overloadCountsSentence(overload),
    ...broken.map((each) => `- ${breakingSentence(each, unit)}`),
  ];
  return [`    <system-out>${escaped(lines.join('\n'), 'xml')}</system-out>`];
}

function caseLine({ suite, name, result }: Case): string {
  const head = `    <testcase${attributes({ name, classname: suite, time: '0' })}`;
  if (result === undefined) return `${head}/>`;
  const [kind, message] = result;
  return `${head}><${kind}${attributes({ message })}/></testcase>`;
}

function counts(cases: readonly Case[]) {
  const count = (wanted: string) => cases.filter(({ result }) => result?.[0] === wanted).length;
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
