import { formatCount } from '../../base/format.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import { type LoadStep, loadCurve } from '../load-curve.ts';
import type { Pattern } from '../pattern.ts';
import { momentsAlone } from '../timeline.ts';

/** Throughput counts as flat when it grows by less than this share of what the load grows by. */
const LEAST_GAIN = 0.25;
/** So many times the load without a gain is a plateau. */
const LEAST_RISE = 1.4;
const DROP = 0.85;

/**
 * Throughput that stops growing while the load rises, and then may fall: the highest throughput was reached, and so much more load
 * added next to nothing.
 */
export function plateauThenDrop({ moments }: DiagnosisInput): Pattern[] {
  const curve = loadCurve(momentsAlone(moments));
  const end = curve?.at(-1);
  if (curve === undefined || end === undefined) return [];
  const from = curve.findIndex((step, index) => isFlatAfter(step, curve.slice(index + 1)));
  const start = curve[from];
  if (start === undefined || end.load < start.load * LEAST_RISE) return [];
  const best = Math.max(...curve.slice(from).map(({ perSecond }) => perSecond));
  const fell = end.perSecond < best * DROP;
  return [
    {
      kind: 'plateau then drop',
      evidence: [
        `From ${formatCount(start.load)} ${start.unit} on throughput stayed at about ${best.toFixed(1)} requests/s, though ${start.unit} became ${formatCount(end.load)}${fell ? `; then it fell to ${end.perSecond.toFixed(1)}/s` : ''}.`,
      ],
      figures: [
        { name: 'throughput at most', value: best, unit: '/s' },
        { name: `${start.unit} at the plateau`, value: start.load, unit: '' },
        { name: 'throughput at the end', value: end.perSecond, unit: '/s' },
      ],
      likelyCause: fell
        ? 'a capacity limit, past which waiting requests cost the target work of their own: time-outs, retries, context switches'
        : 'a capacity limit: a pool, a lock or a processor that is busy all the time',
      confidence: fell || end.load > start.load * 2 ? 'high' : 'medium',
      nextCommand: 'npm run capacity; kubectl top pods',
      fromMs: start.atMs,
      toMs: end.atMs,
    },
  ];
}

/** Whether no later step has gained on this one what its load would have to bring. */
function isFlatAfter({ load, perSecond }: LoadStep, later: readonly LoadStep[]): boolean {
  return (
    perSecond > 0 &&
    later.length > 0 &&
    later.every((step) => step.perSecond / perSecond - 1 < Math.max(0.1, (step.load / load - 1) * LEAST_GAIN))
  );
}
