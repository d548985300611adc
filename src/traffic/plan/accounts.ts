import { type Segment, shareOf } from '../../base/segment.ts';
import type { ScenarioPlan } from './scenario-plan.ts';

/**
 * Users share accounts beyond this number unless ACCOUNTS asks for more: accounts cannot be removed, and signing one in costs the
 * target a password hash.
 */
export const USUAL_ACCOUNTS = 50;

/**
 * How many accounts the users of a run have, or of one of its segments; one each at most. The visitor of the auth service has one
 * more.
 *
 * @param wanted ACCOUNTS, of the whole run
 */
export function accountsOf(
  { peakVus, arrivals, partOf }: Pick<ScenarioPlan, 'peakVus' | 'arrivals' | 'partOf'>,
  wanted: number | undefined,
): number {
  if (wanted === undefined) return Math.min(peakVus, USUAL_ACCOUNTS);
  const share = partOf === undefined ? wanted : shareOf(wanted, partOf.segment);
  return Math.max(1, Math.min(share, arrivals?.maxUsers ?? peakVus));
}

/**
 * The number of the first account of a segment's users, from 0: no two segments have one in common, since the target keeps a
 * single refresh token for each.
 *
 * @param wanted ACCOUNTS, of the whole run
 */
export function firstAccountOf(segment: Segment | undefined, wanted: number | undefined): number {
  if (segment === undefined) return 0;
  const most = wanted === undefined ? USUAL_ACCOUNTS : Math.ceil(wanted / segment.of);
  return (segment.index - 1) * (Math.max(1, most) + 1);
}
