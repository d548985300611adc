import { formatDuration } from '../base/duration.ts';
import type { RunPlan } from '../record/run-plan.ts';

/** A parameter as Allure keeps it. Those that are excluded do not make another test of the same one. */
export interface AllureParameter {
  readonly name: string;
  readonly value: string;
  readonly excluded: true;
}

/**
 * What a test was done with, from the plan of its run: the moment of a round, the load of the traffic.
 *
 * @param lane name of the spec file: `traffic`, or a journey
 * @param title of the test; a round has its number in it
 */
export function testParameters(plan: RunPlan, lane: string, title: string): AllureParameter[] {
  const scenario = plan.plan;
  if (scenario === undefined) return [];
  if (lane === 'traffic') {
    const { peakVus, durationMs, arrivals } = scenario;
    return [
      parameter('virtual users', String(arrivals?.maxUsers ?? peakVus)),
      parameter('duration', formatDuration(durationMs)),
      ...(arrivals === undefined
        ? []
        : [parameter('arrivals', `${arrivals.perSecond}/s, ${arrivals.pattern}`)]),
      ...(plan.operations === undefined ? [] : [parameter('operations', plan.operations)]),
    ];
  }
  const number = Number(/round (\d+) of/.exec(title)?.[1]);
  const round = scenario.rounds.find((each) => each.journey === lane && each.number === number);
  if (round === undefined) return [];
  return [
    parameter('round', `${round.number} of ${round.of}`),
    parameter('moment', round.moment),
    parameter('planned at', formatDuration(round.atMs)),
    parameter(
      'virtual users',
      plan.lanes.includes('traffic') ? String(round.vus) : 'none, the journey was run alone',
    ),
  ];
}

function parameter(name: string, value: string): AllureParameter {
  return { name, value, excluded: true };
}
