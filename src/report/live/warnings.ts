import { formatFigure, formatMs } from '../../base/format.ts';
import { MEASURER_LIMITS } from '../../measure/measurer-limits.ts';
import type { LiveState } from './watch.ts';

/** The traffic reports once a second; a longer silence than this deserves a warning. */
const SILENT_MS = 5_000;
/** Fewer requests than this say nothing about a percentile or an error rate. */
const LEAST_REQUESTS = 100;

/** Something that the user should know now. */
export interface LiveWarning {
  /** Names the subject: a log prints one warning for each. */
  readonly key: string;
  readonly text: string;
  readonly look: 'warn' | 'bad';
}

/** What is wrong right now, the worst first. The verdict comes at the end of the run. */
export function liveWarnings(state: LiveState): LiveWarning[] {
  const { progress, limits, stopped } = state;
  const warnings: LiveWarning[] = [];
  const add = (key: string, look: LiveWarning['look'], text: string) => warnings.push({ key, text, look });
  if (stopped !== undefined) add('stopped', 'bad', `the run is stopping: ${stopped}`);
  if (progress === undefined) return warnings;

  const { p95Ms, failedShare, recentP95Ms, recentFailedShare, measurer, requests } = progress;
  if (measurer !== undefined && measurer.starvedMs > 0) {
    const isInvalid = measurer.starvedMs > MEASURER_LIMITS.disturbedShare * measurer.measuredMs;
    // Without the limit in brackets, for which the line has no room.
    const [last] = measurer.lastDisturbed[0]?.split(' (') ?? [];
    const why = last === undefined ? '' : `: ${last}`;
    const share = `${Math.round((measurer.starvedMs / measurer.measuredMs) * 100)} %`;
    const atMost = formatFigure(MEASURER_LIMITS.disturbedShare, 'share');
    if (isInvalid)
      add(
        'invalid',
        'bad',
        `the run would be invalid: the measurer was disturbed for ${share} of the time${why}`,
      );
    else
      add('starved', 'warn', `the measurer was disturbed for ${share} of the time (at most ${atMost})${why}`);
  }
  if (requests >= LEAST_REQUESTS) {
    const errorLimit = formatFigure(limits.errorRate, 'share');
    if (p95Ms !== null && p95Ms >= limits.p95Ms)
      add('p95', 'bad', `p95 over all ${formatMs(p95Ms)} ms, limit ${formatMs(limits.p95Ms)} ms`);
    else if (recentP95Ms != null && recentP95Ms >= limits.p95Ms)
      add(
        'p95 now',
        'warn',
        `p95 of the last 10 s ${formatMs(recentP95Ms)} ms, limit ${formatMs(limits.p95Ms)} ms`,
      );
    if (failedShare >= limits.errorRate)
      add(
        'errors',
        'bad',
        `${formatFigure(failedShare, 'share')} of all requests failed, limit ${errorLimit}`,
      );
    else if (recentFailedShare != null && recentFailedShare >= limits.errorRate)
      add(
        'errors now',
        'warn',
        `${formatFigure(recentFailedShare, 'share')} of the last 10 s failed, limit ${errorLimit}`,
      );
  }
  const silentMs = Math.min(state.elapsedMs ?? 0, state.durationMs) - progress.elapsedMs;
  if (silentMs > SILENT_MS)
    add(
      'silent',
      'warn',
      `the traffic has not reported for ${Math.round(silentMs / 1000)} s: the machine may be overloaded`,
    );
  return warnings.sort((a, b) => Number(b.look === 'bad') - Number(a.look === 'bad'));
}
