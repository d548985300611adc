import type { PlannedRequests } from '../target/preflight/check-rate-limits.ts';
import { MOST_ACCOUNTS } from '../target/session/account-pool.ts';
import type { ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { pairsFor } from '../traffic/sockets/socket-users.ts';
import workload from '../traffic/workload.json' with { type: 'json' };

/** A pair of socket users writes one message, and checks one visitor in and out. */
const REQUESTS_PER_POST = 3;

/**
 * What a scenario is going to send at its peak, per minute, for the comparison with the rate limits.
 *
 * @param ownSystem whether each user has another address, so that the visits of the auth service do not add up
 */
export function plannedRequests(plan: ScenarioPlan | undefined, ownSystem: boolean): PlannedRequests {
  if (plan === undefined) return { perUserPerMinute: 0, perDealershipPerMinute: 0, perAddressPerMinute: 0 };
  const accounts = Math.min(plan.peakVus, MOST_ACCOUNTS);
  const perPair = (60_000 / workload.sockets.postEveryMs) * REQUESTS_PER_POST;
  const pairs = pairsFor(plan.peakVus);
  const perVu = workload.requestsPerMinuteAndUser;
  const traffic = plan.arrivals === undefined ? perVu * plan.peakVus : plan.arrivals.perSecond * 60;
  const visits = ownSystem ? 0 : workload.authVisitsPerMinute * 2;
  return {
    perUserPerMinute: Math.ceil(traffic / accounts) + Math.ceil((2 * pairs) / accounts) * perPair,
    perDealershipPerMinute: traffic + pairs * perPair,
    // A missing account costs two requests: the sign-in that fails, and the registration.
    perAddressPerMinute: 2 * (accounts + 1) + visits + plan.rounds.length * 4,
  };
}

/**
 * How many users at most would stay within the limits, which `isWithin` knows; undefined where none would, or where the
 * load does not depend on the users.
 */
export function mostUsers(
  plan: ScenarioPlan | undefined,
  ownSystem: boolean,
  isWithin: (planned: PlannedRequests) => boolean,
): number | undefined {
  if (plan === undefined || plan.arrivals !== undefined) return undefined;
  for (let vus = plan.peakVus; vus > 0; vus -= 1)
    if (isWithin(plannedRequests({ ...plan, peakVus: vus }, ownSystem))) return vus;
  return undefined;
}
