import { given, listed } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { Route } from '../target/environments/target.ts';
import { flowOperations } from '../traffic/flows/flow-mix.ts';
import { operationsOf } from '../traffic/flows/flow-operations.ts';
import { authVisits } from '../traffic/users/auth-visitor.ts';
import workload from '../traffic/workload.json' with { type: 'json' };
import { samplesNeeded } from '../verdict/percentile-interval.ts';

/** What a traffic sends, as far as the requests of each operation depend on it. */
export interface SentOperations {
  /** How operations stand on the target. */
  readonly offers: Readonly<Record<string, Pick<Route, 'kind'>>>;
  /** The same of what is measured on sockets. */
  readonly sockets: Readonly<Record<string, Pick<Route, 'kind'>>>;
  /** Pairs of socket users. */
  readonly pairs: number;
  /** OPERATIONS; undefined for all. */
  readonly selected: string | undefined;
}

/** The time by which limits of operations are judged. */
export interface JudgedTime {
  readonly aloneMs: number;
  /** Of all users together. */
  readonly requests: number;
}

/** As many are named; of more it is said how many they are. */
const MOST_NAMED = 8;

/** What a pair of socket users sends each time that it posts: see `SocketPair`. */
const POSTED = [
  { measure: 'messaging.fanout', pairsAtMost: workload.sockets.mostPairs, ids: ['messaging.sendMessage'] },
  {
    measure: 'showroom.fanout',
    pairsAtMost: workload.sockets.mostBoards,
    ids: ['showroom.createVisit', 'showroom.closeVisit'],
  },
] as const;

/** What the auth visitor sends within a minute. */
const VISITED = await visitedInAMinute();

async function visitedInAMinute(): Promise<readonly string[]> {
  const nextVisit = authVisits(() => 0);
  const visits = Array.from({ length: workload.authVisitsPerMinute }, () => operationsOf(nextVisit()));
  return (await Promise.all(visits)).flat();
}

/**
 * How many requests an operation needs for its limits, and which operations have too few of them as planned: by its share
 * of what the people do, by the visits of the auth service, and by what socket users post.
 *
 * @returns sentences without the last full stop. Which operations they are is left out where the operations are chosen: the users
 * then do other things than the people
 */
export function operationNeeds(sent: SentOperations, time: JudgedTime): string {
  const needs = `To show that it holds, an operation needs ${samplesNeeded(95)} of its own for its p95, ${samplesNeeded(99)} for its p99; fewer can show that it is broken`;
  if (sent.selected !== undefined) return needs;
  const planned = plannedSamples(sent, time);
  const lacking = (percentile: number) =>
    [...planned].flatMap(([id, samples]) => (samples < samplesNeeded(percentile) ? [id] : []));
  const [p95, p99] = [lacking(95), lacking(99)];
  if (p99.length === 0) return needs;
  const words = (ids: readonly string[]) => {
    if (ids.length === planned.size) return `any of the ${planned.size} operations`;
    return ids.length > MOST_NAMED ? `${ids.length} of the ${planned.size} operations` : listed(ids);
  };
  const few =
    p95.length === p99.length
      ? [`the p95 and the p99 of ${words(p95)}`]
      : given(p95.length > 0 && `the p95 of ${words(p95)}`, `the p99 of ${words(p99)}`);
  return `${needs}. As planned, too few are sent for ${listed(few)}`;
}

/** About how many requests of each operation are sent in this time. */
export function plannedSamples(
  { offers, sockets, pairs }: Omit<SentOperations, 'selected'>,
  { aloneMs, requests }: JudgedTime,
): ReadonlyMap<string, number> {
  const isOffered = (id: string) => offers[id]?.kind === 'offered';
  const done = flowOperations().filter(({ id }) => isOffered(id));
  const all = sum(done.map(({ weight }) => weight));
  const samples = new Map<string, number>();
  const add = (id: string, count: number) => samples.set(id, (samples.get(id) ?? 0) + count);
  for (const { id, weight } of done) add(id, (requests * weight) / all);
  for (const id of VISITED.filter(isOffered)) add(id, aloneMs / 60_000);
  const posts = aloneMs / workload.sockets.postEveryMs;
  for (const { measure, pairsAtMost, ids } of POSTED) {
    const posting = sockets[measure]?.kind === 'offered' ? Math.min(pairs, pairsAtMost) : 0;
    for (const id of ids.filter(isOffered)) add(id, posts * posting);
  }
  return samples;
}
