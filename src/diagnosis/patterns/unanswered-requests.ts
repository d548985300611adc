import { counted, listed } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { DecodedOperation } from '../../measure/decoded-slice.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';

const LEAST = 3;
/** A request that had waited for so long when the run was over counts: its time limit had not come yet. */
const LONG_MS = 10_000;
/** An answer that came so late is that of a slow target, which has other patterns. */
const SLOW_MS = 3_000;

/**
 * Requests that get no answer until their time limit, while others get theirs as quickly as ever: nobody reads their
 * connections. Outside of outages, and not where the answers that come are slow too.
 */
export function unansweredRequests(input: DiagnosisInput): Pattern[] {
  const { slices, outages, moments } = input;
  const parts = slices.flatMap(({ fromMs, toMs, operations }) =>
    Object.entries(operations).map(([id, of]) => ({
      id,
      fromMs,
      toMs,
      count: unansweredOf(of),
      longestMs: longestOf(of),
    })),
  );
  const hanging = parts.filter(({ count }) => count > 0);
  const inOutages = sum(outages.map(({ lostBy }) => (lostBy.timeout ?? 0) + (lostBy.unfinished ?? 0)));
  const unanswered = sum(hanging.map(({ count }) => count));
  const late = moments
    .flatMap(({ operations }) => [...operations.values()])
    .filter(({ slowestMs }) => slowestMs > SLOW_MS);
  if (unanswered - inOutages < Math.max(LEAST, inOutages) || late.length >= unanswered) return [];
  const longestMs = Math.max(...hanging.map((each) => each.longestMs));
  const ids = [...Map.groupBy(hanging, ({ id }) => id)]
    .map(([id, own]) => ({ id, count: sum(own.map(({ count }) => count)) }))
    .sort((a, b) => b.count - a.count)
    .map(({ id }) => id);
  return [patternOf(unanswered, longestMs, ids, hanging)];
}

/** Those that ran into their time limit, and those that were far from an answer when the run was over. */
function unansweredOf({ outcomes, waitedMs = [] }: DecodedOperation): number {
  return (outcomes.timeout ?? 0) + waitedMs.filter((ms) => ms >= LONG_MS).length;
}

function longestOf({ failures, waitedMs = [] }: DecodedOperation): number {
  let longestUs = 0;
  failures?.forEachBucket((highestUs) => {
    longestUs = Math.max(longestUs, highestUs);
  });
  return Math.max(longestUs / 1000, ...waitedMs);
}

function patternOf(
  unanswered: number,
  longestMs: number,
  ids: readonly string[],
  hanging: readonly { readonly fromMs: number; readonly toMs: number }[],
): Pattern {
  const [only] = ids;
  const upTo = longestMs >= LONG_MS ? `, up to ${(longestMs / 1000).toFixed(0)} s` : '';
  return {
    kind: 'unanswered requests',
    ...(ids.length === 1 && only !== undefined && { subject: only }),
    evidence: [
      `${counted(unanswered, 'request')} got no answer for as long as anybody waited${upTo}, while others were answered as usual; most of them: ${listed(ids.slice(0, 3))}.`,
    ],
    figures: [
      { name: 'unanswered', value: unanswered, unit: '' },
      ...(longestMs >= LONG_MS ? [{ name: 'longest wait', value: longestMs / 1000, unit: 's' }] : []),
    ],
    likelyCause:
      'connections that are open on this side only: an instance behind the load balancer that hangs, a firewall or proxy that drops connections without a word, or a deadlock',
    confidence: unanswered >= 6 ? 'high' : 'medium',
    nextCommand:
      'kubectl get endpoints and the state of each pod behind it; ss -tn state established on gateway and service: connections that only one of them has; go tool pprof http://localhost:6060/debug/pprof/goroutine',
    fromMs: Math.min(...hanging.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...hanging.map(({ toMs }) => toMs)),
  };
}

/** How many failures this pattern explains: they need no other. */
export function unansweredFailures(input: DiagnosisInput): number {
  if (unansweredRequests(input).length === 0) return 0;
  return sum(
    input.slices.flatMap(({ operations }) =>
      Object.values(operations).map(({ outcomes }) => outcomes.timeout ?? 0),
    ),
  );
}
