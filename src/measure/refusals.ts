import { formatCount } from '../base/format.ts';

/** What a rate limiter said when it refused a request (429). */
export interface Refusal {
  /** How long it asks to wait; undefined when it does not say. */
  readonly retryAfterSeconds: number | undefined;
  /** Which of its limits, as the gateway names it (`user`); undefined when it does not say. */
  readonly limit: string | undefined;
}

/** What rate limiters refused of what was sent. */
export interface Refusals {
  readonly count: number;
  /** Of how many requests. */
  readonly of: number;
  /** Which limit refused the first of them; see {@link Refusal}. */
  readonly limit: string | undefined;
  /**
   * The limit that the target announces and that the run stayed below, in requests a minute. Left out when the run itself
   * asked for more than the target lets through.
   */
  readonly announcedPerMinute?: number;
}

const LIMIT_WORDS: Readonly<Record<string, string>> = { ip: 'address' };

/** Whether the run itself went over a limit: what was refused then says nothing of the target. */
export function isOwnDoing({ count, announcedPerMinute }: Refusals): boolean {
  return count > 0 && announcedPerMinute === undefined;
}

/** Says who refused what, and whose doing it is: one sentence without a full stop. */
export function refusalWords({ count, of, limit, announcedPerMinute }: Refusals): string {
  const which =
    limit === undefined ? 'which limit it does not say' : `limit per ${LIMIT_WORDS[limit] ?? limit}`;
  const refused = `the target's rate limiter refused ${formatCount(count)} of ${formatCount(of)} requests (429, ${which})`;
  if (announcedPerMinute === undefined) return `${refused}: the suite itself sent more than it lets through`;
  return `${refused}, although the suite stayed below the announced ${formatCount(announcedPerMinute)} a minute`;
}
