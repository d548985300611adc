/** A whole second of the target's clock, and when this machine asked for it and had it: milliseconds since 1970. */
export interface DatedAnswer {
  /** The Date header, which has no fractions of a second. */
  readonly dateMs: number;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** Between which the target's clock minus this machine's lies, in milliseconds. Answers that contradict each other cross them. */
export interface OffsetBounds {
  readonly lowestMs: number;
  readonly highestMs: number;
}

/** What is known of the target's clock. `offsetMs` is the target's clock minus this machine's, right to within `uncertainMs`. */
export type TargetClock =
  | { readonly kind: 'known'; readonly offsetMs: number; readonly uncertainMs: number }
  | { readonly kind: 'unknown'; readonly why: string };

const SECOND_MS = 1_000;

/**
 * How far a Date may be from the target's clock, and this machine's readings from its own. Node renews the header by a timer
 * that is a few milliseconds late, `Date.now()` has whole milliseconds, NTP slews a clock by up to 2 ms in 4 s, and
 * machines that it keeps together differ by about 1 ms.
 */
export const CLOCK_SLACK_MS = 5;

/**
 * Intersects what each answer says. A Date with second S was made between the question at t0 and the answer at t1, while the
 * target's clock was in [S, S + 1000): so the offset is in [S - t1, S + 1000 - t0).
 *
 * Sources: F. Cristian, "Probabilistic clock synchronization", 1989, for one answer; K. Marzullo, 1984, and the selection of
 * NTP (RFC 5905, section 11.2.1) for the intersection. They look for the largest group of answers that agree; here all have to.
 *
 * Limit of validity: a server or proxy that renews its Date less than once in a few milliseconds (Envoy: each 500 ms, where it
 * sets the header itself) has its clock seen late by as much. All machines that ask it see the same clock.
 */
export function offsetBounds(answers: readonly DatedAnswer[]): OffsetBounds {
  return {
    lowestMs: Math.max(...answers.map(({ dateMs, answeredAtMs }) => dateMs - answeredAtMs)),
    highestMs: Math.min(...answers.map(({ dateMs, askedAtMs }) => dateMs + SECOND_MS - askedAtMs)),
  };
}

/** Whether no clock can have given all answers, even one that is off by the slack. */
export function isContradicted({ lowestMs, highestMs }: OffsetBounds): boolean {
  return lowestMs - highestMs > 2 * CLOCK_SLACK_MS;
}

/**
 * The next moments of this machine at which the target's second would begin if these were its offsets. A Date made at such a
 * moment says whether the real offset is higher or lower.
 *
 * @param offsetsMs from the highest, whose second begins first
 * @param fromMs no moment is earlier
 */
export function tickMoments(offsetsMs: readonly number[], fromMs: number): number[] {
  const [first = 0] = offsetsMs;
  const sinceTickMs = (((fromMs + first) % SECOND_MS) + SECOND_MS) % SECOND_MS;
  const firstAtMs = fromMs + ((SECOND_MS - sinceTickMs) % SECOND_MS);
  return offsetsMs.map((each) => firstAtMs + first - each);
}

/** What the answers say together, of which there is at least one. */
export function clockOf(answers: readonly DatedAnswer[]): TargetClock {
  const bounds = offsetBounds(answers);
  const { lowestMs, highestMs } = bounds;
  const stoodStill = new Set(answers.map(({ dateMs }) => dateMs)).size === 1;
  if (isContradicted(bounds)) return { kind: 'unknown', why: contradiction(answers, bounds, stoodStill) };
  // One second alone may as well be a Date that never changes.
  if (stoodStill) {
    const why = `the target's answers (${answers.length}) have one and the same second: too few, or too slow, to see it change`;
    return { kind: 'unknown', why };
  }
  return {
    kind: 'known',
    offsetMs: (lowestMs + highestMs) / 2,
    uncertainMs: Math.max(0, highestMs - lowestMs) / 2 + CLOCK_SLACK_MS,
  };
}

function contradiction(
  answers: readonly DatedAnswer[],
  { lowestMs, highestMs }: OffsetBounds,
  stoodStill: boolean,
): string {
  if (stoodStill) {
    const lastMs = Math.max(...answers.map(({ askedAtMs }) => askedAtMs));
    const firstMs = Math.min(...answers.map(({ answeredAtMs }) => answeredAtMs));
    return `the target's Date header stood still for ${seconds(lastMs - firstMs)}: a cache or a fixed value`;
  }
  return (
    `the target's Date headers contradict each other by ${seconds(lowestMs - highestMs)}: its clock was set meanwhile, ` +
    'a cache answered, or several machines answer whose clocks are at least that far apart'
  );
}

function seconds(ms: number): string {
  return `${(ms / SECOND_MS).toFixed(2)} s`;
}
