import { createHash } from 'node:crypto';
import type { RunRecord } from '../../record/run-record.ts';
import { subjectGroup } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import { findingsOf } from '../../view/findings.ts';
import type { AllureLabel } from './labels.ts';

/** Name and type of the attachment by which a test hands its verdicts to the report, where they become steps. */
export const VERDICTS_ATTACHMENT = {
  name: 'verdicts',
  contentType: 'application/vnd.desk-studio.verdicts+json',
} as const;

/** What travels in it. */
export interface AttachedVerdicts {
  readonly verdicts: readonly Verdict[];
}

/** How Allure tells the files in its folder of results apart: by the ends of their names. */
export const ALLURE_ENDINGS = {
  result: '-result.json',
  globals: '-globals.json',
  performance: '-perf.json',
} as const;

/** A step as Allure keeps it; times are milliseconds since 1970. */
export interface AllureStep {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'broken' | 'skipped';
  readonly stage: 'finished';
  readonly start: number;
  readonly stop: number;
  readonly steps: readonly AllureStep[];
  readonly attachments: readonly never[];
  readonly parameters: readonly never[];
  readonly statusDetails: { readonly message?: string };
}

/** A test as both Playwright and Allure name it: its spec file and its title. */
export function fullNameOf(specFile: string | undefined, title: string | undefined): string {
  return `${specFile ?? ''} › ${title ?? ''}`;
}

/** The spec file of the traffic's test, by which its result is known. */
export const TRAFFIC_SPEC = 'traffic.spec.ts';

/** Whether a stored result is that of the traffic's test. */
export function isTrafficResult({ fullName }: { readonly fullName?: string }): boolean {
  return fullName?.startsWith(TRAFFIC_SPEC) === true;
}

/** With more limits than this they are grouped by service or journey: nobody reads a list of two hundred steps. */
const MOST_AT_ONE_LEVEL = 12;

/**
 * One step for each limit: passed, failed (it fails the run), broken (over its limit, but only reported), skipped (not
 * offered, or not enough samples to judge). Many limits are grouped by service.
 */
export function verdictSteps({ verdicts }: AttachedVerdicts, atMs: number): AllureStep[] {
  const steps = (some: readonly Verdict[]) => some.map((verdict) => verdictStep(verdict, atMs));
  if (verdicts.length <= MOST_AT_ONE_LEVEL) return steps(verdicts);
  return [...Map.groupBy(verdicts, ({ subject }) => subjectGroup(subject))].map(([group, some]) => {
    const children = steps(some);
    return finishedStep(`${group}: ${countText(children)}`, worstOf(children), atMs, children);
  });
}

function verdictStep(verdict: Verdict, atMs: number): AllureStep {
  const [line = '', ...more] = verdictMessage(verdict).split('\n');
  const message = more.join(' ').trim();
  return finishedStep(line, statusOf(verdict), atMs, [], message === '' ? {} : { message });
}

function statusOf(verdict: Verdict): AllureStep['status'] {
  if (verdict.kind === 'pass') return 'passed';
  if (verdict.kind !== 'fail') return 'skipped';
  return verdict.failsTheRun ? 'failed' : 'broken';
}

const WORST_FIRST = ['failed', 'broken', 'passed', 'skipped'] as const;

function worstOf(steps: readonly AllureStep[]): AllureStep['status'] {
  return WORST_FIRST.find((status) => steps.some((each) => each.status === status)) ?? 'skipped';
}

function countText(steps: readonly AllureStep[]): string {
  const words = {
    failed: 'broken',
    broken: 'broken and only reported',
    passed: 'held',
    skipped: 'not judged',
  };
  return WORST_FIRST.map((status) => [steps.filter((each) => each.status === status).length, words[status]])
    .filter(([count]) => count !== 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** A step that took no time: it says something. */
function finishedStep(
  name: string,
  status: AllureStep['status'],
  atMs: number,
  steps: readonly AllureStep[] = [],
  statusDetails: AllureStep['statusDetails'] = {},
): AllureStep {
  return {
    name,
    status,
    stage: 'finished',
    start: atMs,
    stop: atMs,
    steps,
    attachments: [],
    parameters: [],
    statusDetails,
  };
}

/** What the type of an annotation begins with by which a test hands the trace of a slow step to the report. */
export const TRACE_LINK = 'trace of ';

/** A link as Allure keeps it. */
export interface AllureLink {
  readonly name: string;
  readonly url: string;
  readonly type: 'link';
}

/** The links of a test to the traces of its slow steps. */
export function traceLinks(
  annotations: readonly { readonly type: string; readonly description?: string }[],
): AllureLink[] {
  return annotations.flatMap(({ type, description }) =>
    type.startsWith(TRACE_LINK) && description !== undefined
      ? [{ name: type, url: description, type: 'link' as const }]
      : [],
  );
}

/** Name of the label with what kind of finding a result is; the categories go by it. */
export const FINDING_LABEL = 'finding';

/** A result of a test, as Allure keeps it. */
export interface AllureResult {
  readonly uuid: string;
  readonly historyId: string;
  readonly testCaseId: string;
  readonly name: string;
  readonly fullName: string;
  readonly titlePath: readonly string[];
  readonly status: AllureStep['status'];
  readonly statusDetails: AllureStep['statusDetails'];
  readonly stage: 'finished';
  readonly start: number;
  readonly stop: number;
  readonly labels: readonly AllureLabel[];
  readonly steps: readonly AllureStep[];
  readonly parameters: readonly never[];
  readonly attachments: readonly never[];
  readonly links: readonly never[];
}

/** Of a finding, none of which decides the outcome: what is wrong with the target is `broken`, as a limit is that is only reported. */
const STATUS = { well: 'passed', ill: 'broken', 'not known': 'skipped' } as const;

const SUITE = 'what the target showed';

/**
 * State, patterns and culprits as results, one each, so that a reader can filter them and each stands in a category. None of them
 * decides the outcome: what is wrong with the target is `broken`, as a limit is that is over its figure and only reported.
 */
export function findingResults(record: RunRecord): AllureResult[] {
  const stop = Date.parse(record.endedAt);
  return findingsOf(record).map(({ kind, name, is, text: message, details }) => {
    const status = STATUS[is];
    const fullName = `${SUITE} › ${name}`;
    const place = { parentSuite: record.scenario, suite: SUITE, subSuite: kind, severity: 'normal' };
    return {
      uuid: hash(`${record.runId} ${fullName}`),
      historyId: hash(fullName),
      testCaseId: hash(fullName),
      name,
      fullName,
      titlePath: [place.parentSuite, place.suite, place.subSuite],
      status,
      statusDetails: { message },
      stage: 'finished',
      start: stop,
      stop,
      labels: Object.entries({ ...place, [FINDING_LABEL]: kind }).map(([label, value]) => ({
        name: label,
        value,
      })),
      steps: details.map((step) => finishedStep(step, status, stop)),
      parameters: [],
      attachments: [],
      links: [],
    };
  });
}

/** Title of the step of the traffic's test that has a step for each finding. */
export const FINDINGS_STEP = 'What the target showed: only reported';

/** The same as a step of the traffic's test, with a step for each; undefined for a run without a diagnosis. */
export function findingsStep(record: RunRecord): AllureStep | undefined {
  const atMs = Date.parse(record.endedAt);
  const findings = findingsOf(record);
  if (findings.length === 0) return undefined;
  const steps = findings.map(({ name, is, text, details }) =>
    finishedStep(
      `${name}: ${text}`,
      STATUS[is],
      atMs,
      details.map((line) => finishedStep(line, STATUS[is], atMs)),
    ),
  );
  const worst = steps.some(({ status }) => status === 'broken') ? 'broken' : 'passed';
  return finishedStep(FINDINGS_STEP, worst, atMs, steps);
}

function hash(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
