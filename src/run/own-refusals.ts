import { sum } from '../base/statistics/averages.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { type Refusals, refusalWords } from '../measure/refusals.ts';
import { MOST_LOST_LOAD } from '../measure/validity.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { operationById } from '../target/catalogue.ts';
import type { RateTier } from '../target/operation.ts';
import { limitPerMinute } from '../target/request-budget.ts';
import { type Judgement, voidPass } from '../verdict/verdict.ts';

/** Traffic without what rate limiters refused because the suite itself went over them. */
export interface WithoutOwnRefusals {
  readonly slices: readonly DecodedSlice[];
  /** What was refused; left out when nothing was. */
  readonly refused?: Refusals;
}

/** Of a limit per user and one per dealership, the traffic cannot tell which it met. */
const TIER_LIMITS: Readonly<Partial<Record<RateTier, string>>> = {
  ip: 'address',
  'user+dealership': 'user or dealership',
};

/**
 * Leaves out of the slices what a limiter refused that the target does not announce: the plan could not keep below it, so
 * no target fails by that. Below an announced limit refusals are failures like any other.
 */
export function withoutOwnRefusals(
  slices: readonly DecodedSlice[],
  limits: RunPlan['rateLimits'] | undefined,
): WithoutOwnRefusals {
  const isOwn = (id: string) =>
    limits === undefined || limitPerMinute(operationById(id).rateTier, limits) === undefined;
  const refusedOf = ({ operations }: DecodedSlice) =>
    Object.entries(operations).filter(([id, { outcomes }]) => (outcomes.rate_limited ?? 0) > 0 && isOwn(id));
  const all = slices.flatMap(refusedOf);
  const [first] = all;
  if (first === undefined) return { slices };
  const count = sum(all.map(([, { outcomes }]) => outcomes.rate_limited ?? 0));
  const outcomes = slices.flatMap(({ operations }) => Object.values(operations).map((each) => each.outcomes));
  const limit = TIER_LIMITS[operationById(first[0]).rateTier];
  return {
    slices: slices.map((slice) => ({
      ...slice,
      operations: { ...slice.operations, ...Object.fromEntries(refusedOf(slice).map(withoutRefused)) },
    })),
    refused: { count, of: sum(outcomes.flatMap((each) => Object.values(each))), limit },
  };
}

function withoutRefused([id, figures]: [string, DecodedSlice['operations'][string]]) {
  const { rate_limited: _, ...outcomes } = figures.outcomes;
  return [id, { ...figures, outcomes }] as const;
}

/** Makes void what such refusals leave in doubt: the shares of errors, and every other limit when they were many. */
export function voidByRefusals(judgement: Judgement, refused: Refusals | undefined): Judgement {
  if (refused === undefined || (judgement.unit !== 'share' && !isMuch(refused))) return judgement;
  return voidPass(judgement, refusalWords(refused));
}

/** Why the load was not what was planned; undefined when next to nothing was refused. */
export function loadLostByRefusals(refused: Refusals | undefined): string | undefined {
  if (refused === undefined || !isMuch(refused)) return undefined;
  return `${refusalWords(refused)}. Lower the load (VUS, RATE), or raise its limits`;
}

function isMuch({ count, of }: Refusals): boolean {
  return count > of * MOST_LOST_LOAD;
}
