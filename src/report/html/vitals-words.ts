import { formatMs } from '../../base/format.ts';
import type { StepVitals } from '../../measure/page/step-parts.ts';

/** The vitals of a step in one line, e.g. `INP 24 ms · CLS 0.02`; empty when the browser reported none. */
export function vitalsWords(vitals: StepVitals | undefined): string {
  if (vitals === undefined) return '';
  const { inpMs, lcpMs, fcpMs, ttfbMs, cls, longFrames, longFramesMs } = vitals;
  const ms = (name: string, value: number | undefined) =>
    value === undefined ? [] : [`${name} ${formatMs(value)} ms`];
  return [
    ...ms('INP', inpMs),
    ...ms('LCP', lcpMs),
    ...ms('FCP', fcpMs),
    ...ms('TTFB', ttfbMs),
    ...(cls === undefined ? [] : [`CLS ${Number(cls.toFixed(3))}`]),
    ...(longFrames === undefined || longFrames === 0
      ? []
      : [`${longFrames} long frames${longFramesMs === undefined ? '' : `, ${formatMs(longFramesMs)} ms`}`]),
  ].join(' · ');
}
