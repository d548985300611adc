import { counted } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import {
  type FailureMoment,
  failedBy,
  failedShare,
  failureMoments,
  kindWords,
  shareWords,
} from '../failures.ts';
import type { Pattern } from '../pattern.ts';
import { isExplained } from './explained-failures.ts';

const LEAST_MOMENTS = 15;
const LEAST_FAILURES = 6;
/** Failures this close together belong to one burst. */
const GAP_MS = 2_000;
/** So much of a burst's requests has to fail, and so much of the run's failures has to lie in bursts. */
const LEAST_SHARE = 0.1;
const MOST_OF_ALL = 0.8;
/** Bursts that fill more of the run than this are not bursts. */
const MOST_TIME = 0.4;

interface Burst {
  readonly fromMs: number;
  readonly toMs: number;
  readonly failed: number;
  readonly sent: number;
  /** Its moments without its edges; all where it has no others. */
  readonly inner: readonly FailureMoment[];
}

/** Errors that come in a crowd and go again, outside of outages: most of the run's failures in a small part of its time. */
export function errorBurst(input: DiagnosisInput): Pattern[] {
  const moments = failureMoments(input);
  const failures = sum(moments.map(({ failed }) => failed));
  if (moments.length < LEAST_MOMENTS || failures < LEAST_FAILURES) return [];
  const bursts = burstsIn(moments).filter(({ failed, sent }) => failed >= 3 && failed / sent >= LEAST_SHARE);
  const [first, last] = [bursts[0], bursts.at(-1)];
  const inBursts = sum(bursts.map(({ failed }) => failed));
  const time = sum(bursts.map(({ fromMs, toMs }) => toMs - fromMs));
  const whole = sum(moments.map(({ fromMs, toMs }) => toMs - fromMs));
  if (first === undefined || last === undefined || isExplained(input, failures)) return [];
  if (inBursts < failures * MOST_OF_ALL || inBursts < LEAST_FAILURES || time > whole * MOST_TIME) return [];
  const { kinds, about } = failedBy(input, first.fromMs, last.toMs);
  const share = failedShare(bursts.flatMap(({ inner }) => inner));
  return [
    {
      kind: 'error burst',
      ...about,
      evidence: [
        `${counted(bursts.length, 'burst')} of errors, ${(time / 1000).toFixed(0)} s of ${(whole / 1000).toFixed(0)} s: ${shareWords(share)} failed in ${bursts.length === 1 ? 'it' : 'them'}, next to nothing at other times (${kindWords(kinds)}).`,
      ],
      figures: [
        { name: 'bursts', value: bursts.length, unit: '' },
        { name: 'errors in bursts', value: share * 100, unit: '%' },
        { name: 'longest burst', value: Math.max(...bursts.map((b) => b.toMs - b.fromMs)) / 1000, unit: 's' },
      ],
      confidence: inBursts >= 20 ? 'high' : 'medium',
      fromMs: first.fromMs,
      toMs: last.toMs,
    },
  ];
}

function burstsIn(moments: readonly FailureMoment[]): Burst[] {
  const bursts: Burst[] = [];
  for (const { fromMs, toMs, failed } of moments) {
    if (failed === 0) continue;
    const before = bursts.at(-1);
    const begins = before === undefined || fromMs - before.toMs > GAP_MS;
    const from = begins ? fromMs : before.fromMs;
    const during = moments.filter((moment) => moment.fromMs >= from && moment.toMs <= toMs);
    const burst = {
      fromMs: from,
      toMs,
      failed: sum(during.map((moment) => moment.failed)),
      sent: sum(during.map((moment) => moment.failed + moment.ok)),
      inner: innerOf(during),
    };
    bursts.splice(begins ? bursts.length : -1, begins ? 0 : 1, burst);
  }
  return bursts;
}

/**
 * A burst without its edges: it began and ended within a moment each, and failures that follow from it may come a little later. So
 * moments at either end with less than half of its share do not belong to it, and of the others the first and the last are left out.
 */
function innerOf(during: readonly FailureMoment[]): readonly FailureMoment[] {
  const isFull = (moment: FailureMoment) => failedShare([moment]) * 2 >= failedShare(during);
  const inner = during.slice(during.findIndex(isFull) + 1, during.findLastIndex(isFull));
  return inner.length === 0 ? during : inner;
}
