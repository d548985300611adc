import { formatFigure, formatMs } from '../../base/format.ts';
import { isMostlyOwn } from '../../measure/validity.ts';
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
  const { progress, limits, judged, stopped } = state;
  const warnings: LiveWarning[] = [];
  const add = (key: string, look: LiveWarning['look'], text: string) => warnings.push({ key, text, look });
  if (stopped !== undefined) add('stopped', 'bad', `the run is stopping: ${stopped}`);
  if (progress === undefined) return warnings;

  const { p95Ms, failedShare, recentP95Ms, recentFailedShare, measurer, requests, judgedRequests } = progress;
  if (measurer?.invalid !== undefined) add('invalid', 'bad', `the run would be invalid: ${measurer.invalid}`);
  if (requests >= LEAST_REQUESTS) {
    const p95Limit = `limit ${formatMs(limits.p95Ms)} ms`;
    const leastMs = progress.p95LeastMs ?? p95Ms ?? 0;
    const own = `up to ${formatMs((p95Ms ?? 0) - leastMs)} ms of it may be the measurer's own delay`;
    const p95Line = `p95 ${judged.latencies} ${formatMs(p95Ms ?? 0)} ms, ${p95Limit}`;
    const isOver = (ms: number | null) => !judged.isSearch && ms !== null && ms >= limits.p95Ms;
    if (isOver(leastMs)) add('p95', 'bad', p95Line);
    else if (isOver(p95Ms)) add('p95 own', 'warn', `${p95Line}; ${own}`);
    else if (p95Ms !== null && isMostlyOwn(p95Ms, leastMs))
      add('own delay', 'warn', `p95 ${judged.latencies} ${formatMs(p95Ms)} ms; ${own}`);
    else if (judged.now.latencies && recentP95Ms != null && recentP95Ms >= limits.p95Ms)
      add('p95 now', 'warn', `p95 of the last 10 s ${formatMs(recentP95Ms)} ms, ${p95Limit}`);
    const failed = (share: number, of: string) =>
      `${formatFigure(share, 'share')} of ${of} failed, limit ${formatFigure(limits.errorRate, 'share')}`;
    const isKnown = judgedRequests >= LEAST_REQUESTS && !judged.isSearch;
    const all = judged.errors === 'over all' ? 'all requests' : `the requests ${judged.errors}`;
    if (isKnown && failedShare >= limits.errorRate) add('errors', 'bad', failed(failedShare, all));
    else if (judged.now.errors && recentFailedShare != null && recentFailedShare >= limits.errorRate)
      add('errors now', 'warn', failed(recentFailedShare, 'the last 10 s'));
  }
  const silentMs = Math.min(state.elapsedMs ?? 0, state.durationMs) - progress.elapsedMs;
  const silence = `the traffic has not reported for ${Math.round(silentMs / 1000)} s: the machine may be overloaded`;
  if (silentMs > SILENT_MS) add('silent', 'warn', silence);
  return warnings.sort((a, b) => Number(b.look === 'bad') - Number(a.look === 'bad'));
}
