import { subjectGroup } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';

/** Name and type of the attachment by which a test hands its verdicts to the report, where they become steps. */
export const VERDICTS_ATTACHMENT = {
  name: 'verdicts',
  contentType: 'application/vnd.desk-studio.verdicts+json',
} as const;

/** What travels in it. */
export interface AttachedVerdicts {
  readonly verdicts: readonly Verdict[];
}

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
    return step(`${group}: ${countText(children)}`, worstOf(children), atMs, children);
  });
}

function verdictStep(verdict: Verdict, atMs: number): AllureStep {
  const [line = '', ...more] = verdictMessage(verdict).split('\n');
  const message = more.join(' ').trim();
  return step(line, statusOf(verdict), atMs, [], message === '' ? {} : { message });
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

function step(
  name: string,
  status: AllureStep['status'],
  atMs: number,
  steps: readonly AllureStep[],
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
