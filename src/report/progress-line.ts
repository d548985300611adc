import { formatFigure, formatMs } from '../base/format.ts';
import type { LiveState } from './live/live-state.ts';
import { browserText, clockText } from './live/live-words.ts';

/** One line on a running traffic, for a log; undefined before it began. */
export function progressLine(state: LiveState): string | undefined {
  const { progress, durationMs, limits, measuring } = state;
  if (progress === undefined) return undefined;
  const { elapsedMs, vus, requestsPerSecond, p95Ms, recentP95Ms, failedShare, requests } = progress;
  const ms = (value: number | null | undefined) => (value == null ? '-' : `${formatMs(value)} ms`);
  return [
    `${clockText(Math.min(elapsedMs, durationMs))} of ${clockText(durationMs)}`,
    `${vus} VUs`,
    `${requestsPerSecond.toLocaleString('en-US')} req/s`,
    `p95 ${ms(recentP95Ms)} now, ${ms(p95Ms)} over all (limit ${formatMs(limits.p95Ms)} ms)`,
    `errors ${formatFigure(failedShare, 'share')}`,
    `${requests.toLocaleString('en-US')} requests`,
    ...(measuring === undefined ? [] : [`browser: ${browserText(state)}`]),
  ].join('  ');
}
