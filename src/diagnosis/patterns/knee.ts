import { formatCount, formatMs } from '../../base/format.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import { type LoadStep, loadCurve } from '../load-curve.ts';
import type { Pattern } from '../pattern.ts';
import { momentsAlone } from '../timeline.ts';

/** Latency has left its floor when a request takes twice its time, and this much longer at least. */
const LEAST_MS = 20;
const LEAST_TIMES = 2;

/** The load from which on latency is off its floor and stays off it, while the load rises. */
export function knee({ moments }: DiagnosisInput): Pattern[] {
  const curve = loadCurve(momentsAlone(moments));
  if (curve === undefined) return [];
  const last = curve.findLastIndex((step) => !isOff(step));
  const [floor, above] = [curve[last], curve[last + 1]];
  const end = curve.at(-1);
  if (floor === undefined || above === undefined || end === undefined) return [];
  // One step above its floor at the end may be a pause.
  if (last + 1 === curve.length - 1 && end.excessMs < 3 * borderOf(end)) return [];
  const load = crossing(floor, above);
  const { unit } = floor;
  return [
    {
      kind: 'knee',
      evidence: [
        `Up to ${formatCount(load)} ${unit} a request took about ${formatMs(floor.floorMs)} ms; from there on it took longer the more there were: ${formatMs(end.floorMs + end.excessMs)} ms with ${formatCount(end.load)} ${unit}.`,
      ],
      figures: [
        { name: `${unit} at the knee`, value: load, unit: '', lower: floor.load, upper: above.load },
        { name: 'latency at the floor', value: floor.floorMs, unit: 'ms' },
        { name: `latency with most ${unit}`, value: end.floorMs + end.excessMs, unit: 'ms' },
      ],
      likelyCause: 'the capacity of one instance: from here on requests wait for each other',
      confidence: end.excessMs > 5 * borderOf(end) ? 'high' : 'medium',
      nextCommand: 'npm run capacity',
      fromMs: above.atMs,
      toMs: end.atMs,
    },
  ];
}

function borderOf({ floorMs }: LoadStep): number {
  return Math.max(LEAST_MS, (LEAST_TIMES - 1) * floorMs);
}

function isOff(step: LoadStep): boolean {
  return step.excessMs > borderOf(step);
}

/** Where the line between two steps leaves the floor. */
function crossing(below: LoadStep, above: LoadStep): number {
  const border = borderOf(above);
  const way = (border - below.excessMs) / (above.excessMs - below.excessMs);
  return below.load + (above.load - below.load) * Math.min(1, Math.max(0, way));
}
