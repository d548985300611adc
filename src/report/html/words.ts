import { formatMs } from '../../base/format.ts';
import { OUTCOMES, type Outcome } from '../../measure/outcome.ts';
import type { Verdict } from '../../verdict/verdict.ts';

/** A verdict in one or two words. */
export const VERDICT_WORDS: Readonly<Record<Verdict['kind'], string>> = {
  pass: 'held',
  fail: 'broken',
  inconclusive: 'too few samples',
  'not offered': 'not offered',
};

/** How requests fail, in words that need no code. */
export const FAILURE_WORDS: Readonly<Record<Exclude<Outcome, 'ok' | 'unfinished'>, string>> = {
  rate_limited: 'rate limited (429)',
  client_error: 'client error (4xx)',
  server_error: 'server error (5xx)',
  unexpected_status: 'unexpected status',
  wrong_body: 'wrong body',
  timeout: 'timeout',
  reset: 'connection reset',
  refused: 'connection refused',
  dns: 'name not found',
  tls: 'TLS error',
  other: 'other error',
};

export type FailureKind = keyof typeof FAILURE_WORDS;

/** The kinds of failure among some outcomes, most frequent first. */
export function failureKinds(
  outcomes: Readonly<Partial<Record<Outcome, number>>>,
): { kind: FailureKind; count: number }[] {
  return OUTCOMES.flatMap((kind) => {
    const count = outcomes[kind] ?? 0;
    return kind === 'ok' || kind === 'unfinished' || count === 0 ? [] : [{ kind, count }];
  }).sort((a, b) => b.count - a.count);
}

/** A count for people: `20,036`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Milliseconds as a number for a column; a dash for what was not measured. */
export function msOrDash(ms: number | undefined): string {
  return ms === undefined ? '–' : formatMs(ms);
}

/** A share in per cent with as many digits as carry meaning: `0.03 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${Number(value.toFixed(value < 1 ? 2 : 1))} %`;
}

/** A moment of a run: `at 35 s`, `at 12 min 5 s`. */
export function moment(atMs: number): string {
  const seconds = Math.round(atMs / 1000);
  if (seconds < 120) return `${seconds} s`;
  const rest = seconds % 60 === 0 ? '' : ` ${seconds % 60} s`;
  return `${Math.floor(seconds / 60)} min${rest}`;
}

/** The id of a journey as a person would say it: `create deal`. */
export function journeyName(id: string): string {
  return id.replaceAll('-', ' ');
}
