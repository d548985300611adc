import { formatDuration } from '../base/duration.ts';
import { counted, formatCount, listed } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { accountsFor, type BurstShape, burstShape, requestsOf } from '../bursts/burst-shape.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { MOST_BURST_ACCOUNTS } from '../settings/table/run-rows.ts';
import type { Operation, RateTier } from '../target/operation.ts';
import type { Finding, Preflight, RateLimits } from '../target/preflight/finding.ts';
import { limitPerMinute } from '../target/request-budget.ts';
import { selectBursts } from '../target/select-operations.ts';
import { samplesForShare } from '../verdict/judge-share.ts';
import { samplesNeeded } from '../verdict/percentile-interval.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';

interface PlannedBursts extends Pick<RunPlan, 'lanes'>, Pick<Preflight, 'offers'> {
  /** OPERATIONS; undefined for all. */
  readonly operations?: string | undefined;
  /** BURST_DURATION. */
  readonly durationMs: number | undefined;
  /** BURST_ACCOUNTS. */
  readonly accounts?: number | undefined;
}

/** Bursts that one rate limit paces, all by the same rate. */
interface Paced {
  readonly tier: RateTier;
  readonly perMinute: number;
  readonly bursts: readonly {
    readonly requests: number;
    readonly perSecond: number;
    readonly durationMs: number;
    /** How many send it in turn, and how many could. */
    readonly accounts: number;
    readonly mostAccounts: number;
  }[];
}

const TIER_WORDS: Readonly<Partial<Record<RateTier, string>>> = { ip: 'address', 'user+dealership': 'user' };

/** How long the limits of the longest bursts may take, which is what BURST_DURATION allows. */
const LONGEST_MS = 600_000;

/**
 * What the bursts of a baseline may send under the target's rate limits, and which of their limits so few requests cannot
 * decide.
 */
export function burstBudget(
  limits: RateLimits,
  { offers, lanes, operations, durationMs, accounts }: PlannedBursts,
  thresholds: Pick<Thresholds, 'operations' | 'global'>,
): Finding {
  const check = 'rate limits';
  const { global } = thresholds;
  const sent = selectBursts({ scenario: 'baseline', lanes }, operations).filter(
    ({ id }) => offers[id]?.kind === 'offered',
  );
  const paced = (['user+dealership', 'ip'] as const).flatMap((tier) =>
    pacedBy(
      tier,
      sent,
      limits,
      (operation) => {
        const { baseline } = thresholds.operations.get(operation.id) ?? global;
        return burstShape(operation, limits, { p95Ms: baseline.p95Ms, durationMs, accounts });
      },
      accounts,
    ),
  );
  if (paced.length === 0) return { check, kind: 'fine', found: unpacedWords(limits, sent) };
  const needed = {
    p95: samplesNeeded(95),
    p99: samplesNeeded(99),
    'error rate': samplesForShare(global.baseline.errorRate),
  };
  const fewest = Math.min(...paced.flatMap(({ bursts }) => bursts.map(({ requests }) => requests)));
  const open = Object.entries(needed).filter(([, requests]) => requests > fewest);
  const found = `bursts are paced below them: ${paced.map(groupWords).join(', ')}; in all about ${formatDuration(lengthMs(paced))}`;
  if (open.length === 0) return { check, kind: 'fine', found };
  const tooFew = listed(open.map(([name, requests]) => `${name} (${formatCount(requests)})`));
  return {
    check,
    kind: 'warning',
    found: `${found}. A limit of ${tooFew} needs more requests to be held: it can be found broken, else it stays undecided. A paced burst shows no throughput`,
    wayOut: [
      ...longerWords(paced, Math.max(...Object.values(needed))),
      ...accountsWords(paced),
      raisedWords(limits),
    ].join('; '),
  };
}

function pacedBy(
  tier: RateTier,
  sent: readonly Operation[],
  limits: RateLimits,
  shapeOf: (operation: Operation) => BurstShape,
  wanted: number | undefined,
): Paced[] {
  const perMinute = limitPerMinute(tier, limits);
  const bursts = sent
    .filter(({ rateTier }) => rateTier === tier)
    .map((operation) => {
      const shape = shapeOf(operation);
      const { durationMs, arrivalsPerSecond: perSecond = 0 } = shape;
      const [accounts, mostAccounts] = [wanted, MOST_BURST_ACCOUNTS].map((most) =>
        accountsFor(operation, limits, most),
      );
      const sent = { requests: requestsOf(shape) ?? 0, perSecond, durationMs };
      return { ...sent, accounts: accounts ?? 1, mostAccounts: mostAccounts ?? 1 };
    });
  return perMinute === undefined || bursts.length === 0 ? [] : [{ tier, perMinute, bursts }];
}

function unpacedWords({ enabled, perUserPerMinute }: RateLimits, sent: readonly Operation[]): string {
  if (!enabled)
    return `${perUserPerMinute === undefined ? 'the target announces none' : 'announced but switched off'}: bursts may saturate`;
  return `none that counts for ${counted(sent.length, 'burst')}, which may saturate`;
}

function groupWords({ tier, perMinute, bursts }: Paced): string {
  const bySize = [...Map.groupBy(bursts, ({ requests }) => requests)]
    .sort(([a], [b]) => b - a)
    .map(([requests, same]) => {
      const most = Math.max(...same.map(({ accounts }) => accounts));
      const by = most === 1 ? '' : ` by ${most} accounts`;
      return `${counted(same.length, 'burst')} of ${counted(requests, 'request')}${by}`;
    });
  return `${listed(bySize)} (${formatCount(perMinute)} a minute and ${TIER_WORDS[tier]})`;
}

/** All bursts one after the other, or the time in which the limit lets their requests through. */
function lengthMs(paced: readonly Paced[]): number {
  const one = sum(paced.flatMap(({ bursts }) => bursts.map(({ durationMs }) => durationMs)));
  const allowed = paced.map(
    ({ bursts, perMinute }) =>
      (sum(bursts.map(({ requests, accounts }) => requests / accounts)) / perMinute) * 60_000,
  );
  return Math.max(one, ...allowed);
}

/** How long bursts have to be for so many requests: those that the quickest pace allows most of, and all. */
function longerWords(paced: readonly Paced[], needed: number): string[] {
  const neededMs = paced
    .flatMap(({ bursts }) => bursts.map(({ perSecond }) => Math.ceil(needed / perSecond) * 1000))
    .sort((a, b) => a - b);
  const possibleMs = [...new Set(neededMs)].filter((ms) => ms <= LONGEST_MS);
  const ends = [...new Set([possibleMs[0], possibleMs.at(-1)])].flatMap((ms) => ms ?? []);
  if (ends.length === 0) return [`no burst can be long enough (${formatDuration(LONGEST_MS)} at most)`];
  return ends.map((ms) => {
    const enough = neededMs.filter((each) => each <= ms).length;
    const which = enough === neededMs.length ? 'all of them' : `${enough} of the ${neededMs.length}`;
    return `BURST_DURATION=${ms / 1000}s is enough for ${which} (about ${formatDuration(ms * neededMs.length)} in all)`;
  });
}

/** More accounts, where the target's limits and the operations permit them: each has its own limit. */
function accountsWords(paced: readonly Paced[]): string[] {
  const bursts = paced.flatMap((group) => group.bursts);
  const spread = bursts.filter(({ accounts, mostAccounts }) => accounts < mostAccounts);
  const most = Math.max(0, ...spread.map(({ mostAccounts }) => mostAccounts));
  if (most === 0) return [];
  return [
    `BURST_ACCOUNTS=${most} has ${most} accounts of the dealership send ${spread.length} of the ${bursts.length} in turn, which brings up to ${most} times the requests in the same time`,
  ];
}

function raisedWords({ perUserPerMinute }: RateLimits): string {
  const raised =
    perUserPerMinute === undefined ? '' : ' (RATE_LIMIT_USER, RATE_LIMIT_DEALERSHIP, RATE_LIMIT_IP)';
  return `or raise the limits on the target${raised}, or switch them off for the test (RATE_LIMIT_ENABLED=false)`;
}
