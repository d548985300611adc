import { formatDuration } from '../base/duration.ts';
import { bareFigure, counted, formatFigure, formatMs, given, listed } from '../base/format.ts';
import { traceWords } from '../base/trace-address.ts';
import { withoutRounds } from '../measure/judged-slices.ts';
import { STEP_PART_NAMES, type StepParts } from '../measure/page/step-parts.ts';
import type { StepRecord } from '../record/round-record.ts';
import type { RunRecord, TrafficRecord } from '../record/run-record.ts';
import { isSocketMeasure } from '../target/socket-measures.ts';
import { failuresWords } from '../verdict/failure-words.ts';
import { measuredId } from '../verdict/subject.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { largestShare } from './request-shares.ts';
import { slowRequest } from './slowest-requests.ts';

/** Why a limit is broken, as far as the record has measured it: sentences, the nearest cause first. */
export function whyBroken(verdict: Verdict, record: RunRecord): string[] {
  if (verdict.kind !== 'fail') return [];
  if (verdict.column === 'journey') return [...rangeSentence(verdict), ...stepSentences(verdict, record)];
  const { traffic } = record;
  const failures = failureSentences(verdict, traffic);
  if (verdict.unit === 'share' && failures.length > 0) return failures;
  // The other sentences are about latencies.
  if (traffic === null || verdict.owner.kind !== 'traffic' || verdict.unit === 'share')
    return [...rangeSentence(verdict), ...failures];
  const isScenario = verdict.subject.kind === 'scenario';
  return [
    ...rangeSentence(verdict),
    ...(isScenario
      ? overallSentences(verdict.limit, traffic)
      : exemplarSentences(measuredId(verdict.subject), traffic, record.traceUrl)),
  ];
}

type Failed = Verdict & { readonly kind: 'fail' };

function rangeSentence(verdict: Failed): string[] {
  const { figure, limit, interval, unit, samplesAre, isAtLeast } = verdict;
  const off = Math.abs(figure / limit - 1);
  const by = `${isAtLeast === true ? 'at least ' : ''}${off < 0.1 ? (off * 100).toFixed(1) : Math.round(off * 100)} % ${figure > limit ? 'over' : 'under'} its limit`;
  const { lower, upper } = interval;
  if (lower === undefined || upper === undefined) return [`It is ${by}.`];
  const from = bareFigure(lower, unit);
  return [
    `It is ${by}; ${samplesAre === 'runs' ? 'all runs lie between' : 'its 95 % interval is'} ${from} ${samplesAre === 'runs' ? 'and' : 'to'} ${formatFigure(upper, unit)}.`,
  ];
}

/** Which requests failed, where the limit is about that. Records of older versions have it of the operations alone. */
function failureSentences(
  { subject, explanation, unit, owner }: Failed,
  traffic: TrafficRecord | null,
): string[] {
  const id = measuredId(subject);
  const meant =
    unit === 'share' && owner.kind === 'traffic'
      ? (traffic?.operations ?? []).filter(({ operation }) =>
          id === undefined ? !isSocketMeasure(operation) : operation === id,
        )
      : [];
  const words =
    explanation ?? failuresWords(new Map(meant.map((each) => [each.operation, each])), traffic?.elapsedMs);
  return given(words !== undefined && `What failed: ${words}.`);
}

function overallSentences(limitMs: number, traffic: TrafficRecord): string[] {
  const slices = withoutRounds(traffic.slices);
  const over = slices.filter(({ latency }) => (latency.p95Ms ?? 0) >= limitMs);
  const first = over[0];
  const slowest = [...traffic.operations]
    // What is measured on sockets is in no figure of all requests, and its ways contain several of them.
    .filter(({ operation }) => !isSocketMeasure(operation))
    .filter(({ latency }) => latency.p95Ms !== undefined && latency.samples >= 20)
    .sort((a, b) => (b.latency.p95Ms ?? 0) - (a.latency.p95Ms ?? 0))
    .slice(0, 3)
    .map(({ operation, latency }) => `${operation} (p95 ${formatMs(latency.p95Ms ?? 0)} ms)`);
  return given(
    first !== undefined &&
      `The p95 was over the limit in ${over.length} of ${slices.length} slices, first at ${formatDuration(first.fromMs)} with ${counted(first.vus, 'user')}.`,
    slowest.length > 0 && `The slowest operations: ${listed(slowest)}.`,
  );
}

function exemplarSentences(
  operation: string | undefined,
  { exemplars }: TrafficRecord,
  traceUrl: string | undefined,
): string[] {
  const slowest = exemplars.find(({ operationId }) => operationId === operation);
  if (slowest === undefined) return [];
  const share = largestShare(slowest);
  const trace = traceWords(traceUrl, slowRequest(slowest, traceUrl).traceId);
  if (share === undefined) return [`Its slowest request took ${formatMs(slowest.latencyMs)} ms (${trace}).`];
  return [`Its slowest request spent ${share} (${trace}).`];
}

/** The step that a verdict is about, and its round; undefined for a verdict on something else. */
export function stepOf(
  { subject, owner }: Pick<Verdict, 'subject' | 'owner'>,
  { rounds }: Pick<RunRecord, 'rounds'>,
) {
  if (owner.kind !== 'round' || subject.kind !== 'step') return undefined;
  const round = rounds.find(({ journey, number }) => journey === owner.journey && number === owner.number);
  const step = round?.steps.find((each) => each.step === subject.step);
  return round === undefined || step === undefined ? undefined : { round, step };
}

function stepSentences(verdict: Failed, record: RunRecord): string[] {
  const found = stepOf(verdict, record);
  if (found === undefined) return [];
  const { round: broken, step } = found;
  const { explanation } = verdict;
  const at = `Round ${broken.number} of ${broken.of} (${broken.moment}), ${broken.vus === 0 ? 'without traffic' : `at ${counted(broken.vus, 'user')}`}.`;
  return [at, ...(explanation === undefined ? partsSentence(step) : [`${explanation.replace(/\.?$/, '.')}`])];
}

function partsSentence({ parts, medianMs }: StepRecord): string[] {
  if (parts === undefined) return [];
  const largest = (Object.keys(STEP_PART_NAMES) as (keyof StepParts)[])
    .map((key) => ({ name: STEP_PART_NAMES[key], ms: parts[key] }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 2)
    .filter(({ ms }) => ms >= medianMs * 0.1)
    .map(({ name, ms }) => `${formatMs(ms)} ms ${name}`);
  return largest.length === 0 ? [] : [`Of the median visit: ${listed(largest)}.`];
}
