import type { RunContext } from '../../src/record/run-context.ts';
import { CHECK } from '../../src/record/run-plan.ts';
import { neededIds } from '../../src/run/settle-offers.ts';
import type { Settings } from '../../src/settings/settings.ts';
import type { Route } from '../../src/target/environments/target.ts';
import { selectOperations } from '../../src/target/select-operations.ts';
import type { Result } from './checked.ts';

const BY_OPERATIONS = { kind: 'not offered', reason: 'left out by OPERATIONS' } as const;

/**
 * The run as these lanes would use it: what OPERATIONS leaves out counts as not offered. What has to be sent before a chosen
 * operation stays, and so does the operation behind a journey.
 *
 * @param lanes `traffic`, and journeys by name
 */
export function withoutLeftOut(run: RunContext, lanes: readonly string[]): RunContext {
  const { plan, settings, thresholds } = run;
  const { operations } = settings;
  if (operations === undefined) return run;
  const needed = neededIds({ scenario: CHECK, lanes, operations, behindJourneys: thresholds.journeys });
  const left = <Id extends string>(routes: Readonly<Record<Id, Route>>) => {
    const entries = Object.entries<Route>(routes);
    return Object.fromEntries(
      entries.map(([id, route]) => [id, needed.has(id) ? route : BY_OPERATIONS]),
    ) as Record<Id, Route>;
  };
  return { ...run, plan: { ...plan, offers: left(plan.offers), sockets: left(plan.sockets) } };
}

/** What becomes of a flow with these operations that OPERATIONS leaves out; undefined for one with a chosen operation. */
export function flowLeftOut(
  ids: readonly string[],
  { operations }: Pick<Settings, 'operations'>,
): Result | undefined {
  return selectOperations(operations ?? '').some(({ id }) => ids.includes(id)) ? undefined : BY_OPERATIONS;
}

/** What becomes of a journey that JOURNEYS leaves out; undefined for one that it does not. */
export function journeyLeftOut(name: string, { journeys }: Pick<Settings, 'journeys'>): Result | undefined {
  const isChosen = typeof journeys === 'string' ? journeys !== 'none' : journeys.includes(name);
  return isChosen ? undefined : { kind: 'not offered', reason: 'left out by JOURNEYS' };
}
