import { formatMs, given } from '../base/format.ts';
import { blockedFor, scriptPlace } from '../measure/page/blocking-scripts.ts';
import type { Culprit } from '../record/culprit.ts';
import type { RunRecord } from '../record/run-record.ts';
import { measuredId, subjectWords } from '../verdict/subject.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { operationsOf, requestedOperations } from './statement-operations.ts';
import { shortStatement } from './telling-evidence.ts';
import { stepOf } from './why-broken.ts';

/** What took a smaller share of a step or of a request is not to blame. */
const WORTH_BLAMING = 0.25;

/**
 * What made a run slow, as far as the record has it: the script that blocked a step over its limit, and the statement of an
 * operation that is over its limit, degraded or critical, or has a pattern. Empty when nothing is slow.
 */
export function culpritsOf(record: RunRecord): Culprit[] {
  return given(blockingScript(record), slowStatement(record));
}

/** Of all scripts that blocked a step over its limit for a good part of it, the one that did so for longest. */
export function blockingScript(record: Pick<RunRecord, 'verdicts' | 'rounds'>): Culprit | undefined {
  const [worst] = record.verdicts
    .filter(isOver)
    .flatMap(({ owner, subject }) =>
      (stepOf({ owner, subject }, record)?.step.blockedBy ?? []).map((script) => ({ script, subject })),
    )
    .filter(({ script }) => script.share >= WORTH_BLAMING)
    .sort((a, b) => b.script.ms - a.script.ms);
  if (worst === undefined) return undefined;
  const { script, subject } = worst;
  const [of, name] = [subjectWords(subject), scriptPlace(script)];
  return {
    kind: 'script',
    name,
    of,
    shareOfTime: script.share,
    text: `${name} blocked ${of} for ${blockedFor(script)}`,
  };
}

/** Also a figure of too few visits to break the limit for certain, as a short run has them. */
function isOver(verdict: Verdict): boolean {
  const { kind } = verdict;
  if (kind !== 'inconclusive') return kind === 'fail';
  return verdict.because === undefined && verdict.figure !== undefined && verdict.figure >= verdict.limit;
}

/** What the blame of a statement follows from. */
type SlowRun = Pick<RunRecord, 'diagnosis' | 'evidence' | 'traffic' | 'verdicts' | 'bursts' | 'rounds'>;

/** The statement that took most of all among those that take a good part of such an operation's usual request. */
export function slowStatement(record: SlowRun): Culprit | undefined {
  const { diagnosis, evidence, traffic, verdicts } = record;
  const slow = new Set([
    ...(diagnosis?.state.operations ?? [])
      .filter(({ state }) => state === 'degraded' || state === 'critical')
      .map(({ operation }) => operation),
    ...(diagnosis?.patterns ?? []).map(({ subject }) => subject),
    ...verdicts
      .filter(({ kind, owner, unit }) => kind === 'fail' && owner.kind === 'traffic' && unit === 'ms')
      .map(({ subject }) => measuredId(subject)),
  ]);
  const measured = traffic?.operations ?? [];
  const requested = requestedOperations(record);
  const [worst] = (evidence?.sources ?? [])
    .flatMap(({ statements = [] }) => statements)
    .flatMap((statement) =>
      measured
        .filter(({ operation }) => slow.has(operation))
        .filter(({ operation }) => operationsOf(statement, requested).includes(operation))
        .map(({ operation, latency: { p50Ms = Number.POSITIVE_INFINITY } }) => {
          // The statement's time is of the bursts' requests too.
          const { sent = 1 } = requested.find((each) => each.operation === operation) ?? {};
          const ms = statement.totalMs / sent;
          return { statement, operation, ms, p50Ms, shareOfTime: Math.min(1, ms / p50Ms) };
        }),
    )
    .filter(({ shareOfTime }) => shareOfTime >= WORTH_BLAMING)
    .sort((a, b) => b.statement.totalMs - a.statement.totalMs);
  if (worst === undefined) return undefined;
  const { statement, operation, ms, p50Ms, shareOfTime } = worst;
  const name = statement.text;
  return {
    kind: 'statement',
    name,
    of: operation,
    shareOfTime,
    text: `${shortStatement(name)} took ${formatMs(ms)} ms a request, probably of ${operation}, whose median is ${formatMs(p50Ms)} ms`,
  };
}

/** The culprits of a run, a line each; none where nothing was slow, and for older versions. */
export function culpritLines({ culprits = [] }: Pick<RunRecord, 'culprits'>): string[] {
  return culprits.map(({ text }) => `Culprit: ${text}`);
}
