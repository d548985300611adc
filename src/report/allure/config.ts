import type { AllureConfig } from 'allure';
import { byReason, formatMs } from '../../base/format.ts';
import { codePattern } from '../../base/result-error.ts';
import { judgedErrors } from '../../record/judged-errors.ts';
import { EXIT_CODES, type RunRecord, type TrafficRecord } from '../../record/run-record.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import { patternTitle, stateLine } from '../../view/diagnosis-words.ts';
import { isJudged } from '../../view/judged-limits.ts';
import type { RunView } from '../../view/run-view.ts';
import { scenarioLimits, undecidedLine } from '../words/limits.ts';
import { DASH } from '../words/numbers.ts';
import { reportName } from './history.ts';
import { HIDDEN_LABELS } from './labels.ts';
import { allureMetrics, METRIC_GROUPS } from './metrics.ts';
import { FINDING_LABEL } from './result-steps.ts';

/**
 * How Allure makes the report of a run: a single page that opens from disk, suites by scenario and service, what went
 * wrong by its kind, and the run's figures next to those of earlier runs.
 *
 * @param historyPath the history that this report compares with; Allure appends this run to it
 */
export function allureConfig(view: RunView, historyPath: string): AllureConfig {
  const { looks } = allureMetrics(view);
  const name = reportName(view.record);
  return {
    name,
    historyPath,
    appendHistory: true,
    hideLabels: [...HIDDEN_LABELS],
    variables: runVariables(view),
    qualityGate: qualityGate(view.record),
    categories: { rules: [...CATEGORIES] },
    performance: { groups: { ...METRIC_GROUPS }, metrics: looks },
    plugins: {
      awesome: {
        options: {
          reportName: name,
          singleFile: true,
          reportLanguage: 'en',
          // All of a report is one scenario, which stands in its title: a level for it would only be in the way.
          groupBy: ['suite'],
          sections: ['metrics', 'charts', 'timeline'],
          stepTreeExpansion: 'expand_failed_only',
        },
      },
    },
  };
}

/**
 * What the run showed of its target, by the kind of finding; then what a failure is, by the code at the beginning of its message. The
 * first that fits counts.
 */
export const CATEGORIES: NonNullable<Exclude<AllureConfig['categories'], false | unknown[]>>['rules'] = [
  { name: 'State of the target', matchers: { labels: { [FINDING_LABEL]: /^state$/ } } },
  { name: 'Pattern in the figures', matchers: { labels: { [FINDING_LABEL]: /^pattern$/ } } },
  { name: 'Culprit', matchers: { labels: { [FINDING_LABEL]: /^culprit$/ } } },
  {
    name: 'Limit broken',
    matchers: { statuses: ['failed', 'broken'], message: codePattern('LIMITS_BROKEN') },
  },
  { name: 'Measurement invalid', matchers: { message: codePattern('MEASUREMENT_INVALID') } },
  { name: 'Target unreachable', matchers: { message: codePattern('TARGET_GONE', 'TARGET_UNREACHABLE') } },
  { name: 'Not offered by the target', matchers: { statuses: ['skipped'], message: /not offered/ } },
  { name: 'Ended before its moment', matchers: { statuses: ['skipped'] } },
  { name: 'Could not do its work', matchers: { statuses: ['failed', 'broken'] } },
];

/** The run's outcome in a few words, for the front page. */
export function runVariables(view: RunView): Record<string, string> {
  const { record, counts } = view;
  const undecided = undecidedLine(view);
  const { traffic } = record;
  const [reason, ...others] = record.reasons.map(({ text }) => text.replace(/\n\s*/g, '; '));
  return {
    Outcome: record.outcome,
    ...(record.diagnosis !== undefined && {
      Target: stateLine(record.diagnosis),
      Patterns:
        record.diagnosis.patterns.map(patternTitle).join('; ') ||
        (record.diagnosis.ofBursts === true ? 'not looked for in bursts' : 'none'),
    }),
    ...(record.culprits !== undefined && { Culprit: record.culprits.map(({ text }) => text).join('; ') }),
    ...(reason !== undefined && {
      Why: others.length === 0 ? reason : `${reason} (and ${others.length} more)`,
    }),
    ...Object.fromEntries(
      scenarioLimits(view).map(({ name, figure, limit, result }) => [
        name,
        `${figure}, limit ${limit}: ${result}`,
      ]),
    ),
    ...(isJudged(record) && {
      'Limits held': String(counts.pass),
      'Limits broken': String(view.failed.filter(({ failsTheRun }) => failsTheRun).length),
      ...(undecided !== undefined && { 'Not judged': undecided.replaceAll('`', '') }),
      ...(view.notOffered.length > 0 && { 'Not offered': byReason(view.notOffered) }),
    }),
    ...(traffic !== null && {
      http_req_duration: `p(95)=${msText(traffic.latency.p95Ms)} p(99)=${msText(traffic.latency.p99Ms)}`,
      http_req_failed: failedText(traffic, record.verdicts),
      http_reqs: `${traffic.sent}, ${traffic.requestsPerSecond.toFixed(1)}/s`,
    }),
  };
}

function failedText(traffic: TrafficRecord, verdicts: readonly Verdict[]): string {
  const { ended, failed } = judgedErrors(traffic, verdicts);
  return ended === 0 ? DASH : `${((failed / ended) * 100).toFixed(2)} %`;
}

function msText(ms: number | undefined): string {
  return ms === undefined ? DASH : `${formatMs(ms)} ms`;
}

type Gate = NonNullable<AllureConfig['qualityGate']>;
type Rule = NonNullable<Gate['use']>[number];

/**
 * Allure's quality gate, by the suite's own verdicts: Allure's rules for metrics know neither intervals nor samples
 * and would call noise a failure. It holds exactly when the run ends with exit code 0: it passed, or measured its share as a segment.
 */
export function qualityGate(record: RunRecord): Gate {
  const { runId, outcome, reasons, verdicts } = record;
  // An invalid measurement judges nothing.
  const failing = isJudged(record) ? verdicts.filter(({ failsTheRun }) => failsTheRun) : [];
  const notPassed =
    EXIT_CODES[outcome] === 0 ? [] : [`${runId}: ${outcome}, ${reasons[0]?.text ?? 'no reason given'}`];
  const success = outcome === 'segment' ? 'the run measured its share' : 'the run passed';
  return {
    use: [
      rule('limitsBroken', failing.map(verdictMessage), 'no limit that counts is known to be broken'),
      rule('runsNotPassed', notPassed, success),
    ],
    rules: [{ limitsBroken: 0, runsNotPassed: 0 }],
  };
}

/** A rule about a number of things that have to be none; it names the first of them. */
function rule(name: string, what: readonly string[], held: string): Rule {
  const [first = '', ...others] = what.map((line) => line.split('\n')[0] ?? '');
  return {
    rule: name,
    message: () => (others.length === 0 ? first : `${first} (and ${others.length} more)`),
    successMessage: () => held,
    validate: async ({ expected }) => ({
      success: what.length <= Number(expected),
      actual: what.length,
      testResults: [],
    }),
  };
}
