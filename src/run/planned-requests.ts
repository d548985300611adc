import type { PlannedRequests } from '../target/preflight/check-rate-limits.ts';
import type { TierCounts } from '../target/request-tier.ts';
import { accountsOf, USUAL_ACCOUNTS } from '../traffic/plan/accounts.ts';
import type { PlannedRound } from '../traffic/plan/round-plan.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { FEWEST_VISITS, FIRST_VISIT } from '../traffic/plan/visit-requests.ts';
import { pairsFor } from '../traffic/sockets/socket-users.ts';
import workload from '../traffic/workload.json' with { type: 'json' };

/** Of a visit of the auth service count for the address: a sign-in, a renewal, and now and then a third one. */
const PER_AUTH_VISIT = 3;
/** Tokens live 15 minutes, and are renewed before their end. */
const MINUTES_BETWEEN_RENEWALS = 14;
/** A round may renew its tokens: the target refuses to, since another lane signed in after this one, which then signs in again. */
const PER_ROUND = 2;

/** A pair of socket users writes one message, and checks one visitor in and out. */
export const REQUESTS_PER_POST = 3;

/**
 * What a scenario is going to send at its peak, per minute, for the comparison with the rate limits.
 *
 * @param ownSystem whether each user has another address, so that the visits of the auth service do not add up
 * @param wantedAccounts ACCOUNTS
 */
export function plannedRequests(
  plan: ScenarioPlan | undefined,
  ownSystem: boolean,
  wantedAccounts?: number,
): PlannedRequests {
  if (plan === undefined) return { perUserPerMinute: 0, perDealershipPerMinute: 0, perAddressPerMinute: 0 };
  const accounts = accountsOf(plan, wantedAccounts);
  const perPair = (60_000 / workload.sockets.postEveryMs) * REQUESTS_PER_POST;
  const pairs = pairsFor(plan.peakVus);
  const perVu = workload.requestsPerMinuteAndUser;
  const traffic = plan.arrivals === undefined ? perVu * plan.peakVus : plan.arrivals.perSecond * 60;
  const perUser = Math.ceil(traffic / accounts) + Math.ceil((2 * pairs) / accounts) * perPair;
  const rounds = mostInAMinute(plan.rounds);
  return {
    // All journeys are one user's, the test user's.
    perUserPerMinute: Math.max(perUser, rounds * FEWEST_VISITS * FIRST_VISIT['user+dealership']),
    perDealershipPerMinute: traffic + pairs * perPair,
    perAddressPerMinute:
      signInsPerMinute(accounts) +
      (trafficElsewhere(ownSystem, accounts).ip ?? 0) +
      rounds * (PER_ROUND + FEWEST_VISITS * FIRST_VISIT.ip),
  };
}

/** Many accounts are signed in below the limit, however long it takes, and the traffic begins when none of that counts any more. */
function signInsPerMinute(accounts: number): number {
  // A missing account costs two requests: the sign-in that fails, and the registration.
  return accounts > USUAL_ACCOUNTS ? 0 : 2 * (accounts + 1);
}

/**
 * What a traffic sends a minute from the address that the other lanes have too: the visits of the auth service, where
 * users do not have addresses of their own, and what many accounts send to renew their tokens.
 */
export function trafficElsewhere(ownSystem: boolean, accounts = 0): TierCounts {
  const visits = ownSystem ? 0 : workload.authVisitsPerMinute * PER_AUTH_VISIT;
  const renewals = accounts > USUAL_ACCOUNTS ? Math.ceil(accounts / MINUTES_BETWEEN_RENEWALS) : 0;
  return visits + renewals === 0 ? {} : { ip: visits + renewals };
}

/** How many rounds begin within a minute, at most. */
function mostInAMinute(rounds: readonly Pick<PlannedRound, 'atMs'>[]): number {
  const within = ({ atMs: fromMs }: Pick<PlannedRound, 'atMs'>) =>
    rounds.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + 60_000).length;
  return Math.max(0, ...rounds.map(within));
}

/**
 * How many users at most would stay within the limits, which `isWithin` knows; undefined where none would, or where the
 * load does not depend on the users.
 */
export function mostUsers(
  plan: ScenarioPlan | undefined,
  ownSystem: boolean,
  isWithin: (planned: PlannedRequests) => boolean,
  wantedAccounts?: number,
): number | undefined {
  if (plan === undefined || plan.arrivals !== undefined) return undefined;
  for (let vus = plan.peakVus; vus > 0; vus -= 1)
    if (isWithin(plannedRequests({ ...plan, peakVus: vus }, ownSystem, wantedAccounts))) return vus;
  return undefined;
}
