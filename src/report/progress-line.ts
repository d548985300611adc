import type { Progress } from '../traffic/progress.ts';
import { formatMs } from '../verdict/verdict-message.ts';

const BAR_WIDTH = 20;

/** One line on a running traffic: how far it is, users, requests per second, p95 so far, errors. */
export function progressLine(progress: Progress, withBar: boolean): string {
  const { elapsedMs, durationMs, vus, requestsPerSecond, p95Ms, failedShare, requests } = progress;
  const share = Math.min(1, elapsedMs / durationMs);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = withBar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ` : '';
  const seconds = `${Math.min(Math.round(elapsedMs / 1000), Math.round(durationMs / 1000))} of ${Math.round(durationMs / 1000)} s`;
  const p95 = p95Ms === null ? '-' : `${formatMs(p95Ms)} ms`;
  const errors = `${(failedShare * 100).toFixed(2)} %`;
  return `${bar}${seconds}  ${vus} VUs  ${requestsPerSecond} req/s  p95 ${p95}  errors ${errors}  ${requests.toLocaleString('en-US')} requests`;
}
