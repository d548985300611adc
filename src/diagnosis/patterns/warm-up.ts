import { formatMs } from '../../base/format.ts';
import { median } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';
import { excessMs, momentsAlone, momentsAtUsualLoad, usualMs } from '../timeline.ts';

const LEAST_MOMENTS = 20;
/** The first seconds are slow when most of them are, by so much. */
const FIRST_MOMENTS = 4;
const LEAST_MS = 60;
const LEAST_TIMES = 2;
/** It is a warm-up when it is over by then. */
const LATEST_SHARE = 0.4;

/** A target that is slow at first, and quick once it is warm. */
export function warmUp({ moments }: DiagnosisInput): Pattern[] {
  const alone = momentsAtUsualLoad(momentsAlone(moments)).filter(({ toMs, fromMs }) => toMs - fromMs <= 1000);
  const [start, end] = [alone[0], alone.at(-1)];
  if (start === undefined || end === undefined || alone.length < LEAST_MOMENTS || start.fromMs > 5_000)
    return [];
  const later = alone.slice(Math.floor(alone.length / 2));
  const usual = usualMs(later);
  const level = median([...usual.values()]) ?? 0;
  const excess = alone.map((moment) => excessMs(moment, usual) ?? 0);
  const border = Math.max(LEAST_MS, level * (LEAST_TIMES - 1));
  const isCold = excess.slice(0, FIRST_MOMENTS).every((ms) => ms > border);
  const warm = excess.findIndex((_, index) => excess.slice(index, index + 3).every((ms) => ms <= border / 2));
  const warmAt = alone[warm];
  const isOver =
    warmAt !== undefined && warmAt.fromMs - start.fromMs <= (end.toMs - start.fromMs) * LATEST_SHARE;
  // Later seconds as slow as these would be spikes.
  const isAlone = excess.slice(warm).filter((ms) => ms > border).length <= 1;
  if (!isCold || !isOver || !isAlone) return [];
  const cold = median(excess.slice(0, warm)) ?? 0;
  return [
    {
      kind: 'warm-up',
      evidence: [
        `In the first ${((warmAt.fromMs - start.fromMs) / 1000).toFixed(0)} s a request took ${formatMs(cold)} ms longer than later.`,
      ],
      figures: [
        { name: 'length', value: (warmAt.fromMs - start.fromMs) / 1000, unit: 's' },
        { name: 'slower by', value: cold, unit: 'ms' },
      ],
      likelyCause: 'caches, connection pools and compiled code that have to fill first',
      confidence: 'medium',
      nextCommand: 'a run twice as long: the figures of a short one hold the warm-up',
      fromMs: start.fromMs,
      toMs: warmAt.fromMs,
    },
  ];
}
