import type { Segment } from '../../src/base/segment.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import { isUnloaded } from '../../src/record/run-plan.ts';
import { type PlannedLoad, plannedLoad } from '../../src/run/planned-load.ts';
import { operations } from '../../src/target/catalogue.ts';
import { type Route, routeOf, type Target } from '../../src/target/environments/target.ts';
import { socketMeasures } from '../../src/target/socket-measures.ts';
import { planScenario } from '../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../src/verdict/thresholds/thresholds.ts';
import { targetAt } from './test-target.ts';

interface Options {
  readonly isRemote?: boolean;
  readonly target?: Target;
  readonly vus?: number;
  /** The whole load when left out. */
  readonly segment?: Segment;
}

/** What a scenario of the project plans where everything is offered that the target has, beyond this machine by default. */
export function planned(scenario: string, options: Options = {}): PlannedLoad {
  const { isRemote = true, target = targetAt('https://desk.test'), vus, segment } = options;
  const tables = loadTables();
  const plan = isUnloaded(scenario)
    ? undefined
    : planScenario(scenarioRow(tables, scenario), tables.journeys.values(), { vus, segment });
  const offers = Object.fromEntries(
    operations
      .filter(({ outOfReach }) => outOfReach === undefined)
      .map((operation) => [operation.id, routeOf(target, operation)]),
  );
  const route: Route = target.readsOnly
    ? { kind: 'not offered', reason: '' }
    : { kind: 'offered', path: '/' };
  const sockets = Object.fromEntries(socketMeasures.map(({ id }) => [id, route]));
  const lanes =
    plan === undefined
      ? [...new Set(operations.map(({ service }) => service))]
      : ['traffic', ...tables.journeys.keys()];
  return plannedLoad({
    scenario,
    plan,
    lanes,
    offers,
    sockets,
    operations: undefined,
    journeys: tables.journeys,
    isRemote,
  });
}
