import { formatDuration } from '../../base/duration.ts';
import { given } from '../../base/format.ts';
import { operationOfBurst } from '../../bursts/burst-title.ts';
import type { RunPlan } from '../../record/run-plan.ts';
import type { SuiteFacts } from '../../record/suite-facts.ts';
import { operationById } from '../../target/catalogue.ts';
import { roundOfTitle } from '../../traffic/plan/round-title.ts';
import type { ScenarioPlan } from '../../traffic/plan/scenario-plan.ts';
import type { OperationRow } from '../../verdict/thresholds/thresholds.ts';
import { sandboxWords } from '../words/run-lines.ts';

/** A label as Allure keeps it; a name may occur more than once. */
export interface AllureLabel {
  readonly name: string;
  readonly value: string;
}

/** Where a test of a run stands in the report: its suites, and how much a failure of it weighs. */
export interface AllurePlace {
  readonly parentSuite: string;
  readonly suite: string;
  readonly subSuite: string;
  readonly severity: 'blocker' | 'critical' | 'normal' | 'minor';
}

/** Labels that only say which machine and worker ran a test: they differ from run to run and tell a reader nothing. */
export const HIDDEN_LABELS = ['host', 'thread', 'language', 'framework', 'package', 'titlePath'] as const;

/** A limit of the guide's own weighs more than one that a service lends, and that more than the one for all. */
const SEVERITY = {
  guide: 'critical',
  'service level': 'normal',
  derived: 'normal',
  global: 'minor',
} as const satisfies Record<OperationRow['source'], AllurePlace['severity']>;

/** What the tables say of a test. */
export interface PlaceTables {
  /** The operation behind a journey; undefined where the tables name none. */
  operationOf(journey: string): string | undefined;
  /** Where the limit of an operation comes from. */
  sourceOf(operation: string): OperationRow['source'] | undefined;
}

const REPLACED: ReadonlySet<string> = new Set(['parentSuite', 'suite', 'subSuite', 'severity']);

/**
 * The place of a test by its project, spec file and title: scenario first, then the service behind it.
 *
 * @param specFile as Playwright titles a file's suite, e.g. `journeys/tax-quote.spec.ts`
 * @param title of a burst it begins with the operation's id
 */
export function allurePlace(
  scenario: string,
  specFile: string,
  title: string,
  { operationOf, sourceOf }: PlaceTables,
): AllurePlace {
  const [folder = '', file = ''] = specFile.split('/').slice(-2);
  const name = (file === '' ? folder : file).replace(/\.spec\.\w+$/, '');
  const severityOf = (operation: string) => SEVERITY[sourceOf(operation) ?? 'service level'];
  const place = (suite: string, subSuite: string, severity: AllurePlace['severity']) => ({
    parentSuite: scenario,
    suite,
    subSuite,
    severity,
  });
  switch (folder) {
    case 'journeys': {
      const operation = operationOf(name);
      const service = operation === undefined ? 'no service' : operationById(operation).service;
      const severity = operation === undefined ? 'normal' : severityOf(operation);
      return place(service, 'journeys and their bursts', severity);
    }
    case 'api':
      return place(name, 'bursts', severityOf(operationOfBurst(title)));
    case 'lighthouse':
      return place('pages', name, 'normal');
    default:
      return place('all services', name, 'blocker');
  }
}

/** The labels of a test with its place in them, instead of the ones that were there. */
export function withPlace(labels: readonly AllureLabel[], place: AllurePlace): AllureLabel[] {
  return [
    ...labels.filter(({ name }) => !REPLACED.has(name)),
    ...Object.entries(place).map(([name, value]) => ({ name, value })),
  ];
}

/** The value of a label; undefined when the test has none of that name. */
export function labelValue(labels: readonly AllureLabel[], name: string): string | undefined {
  return labels.find((label) => label.name === name)?.value;
}

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
    const { durationMs, arrivals } = scenario;
    return given(
      parameter('virtual users', plannedUsers(scenario)),
      parameter('duration', formatDuration(durationMs)),
      arrivals && parameter('arrivals', `${arrivals.perSecond}/s, ${arrivals.pattern}`),
      plan.operations !== undefined && parameter('operations', plan.operations),
    );
  }
  const number = roundOfTitle(title);
  const round = scenario.rounds.find((each) => each.journey === lane && each.number === number);
  if (round === undefined) return [];
  const loaded = plan.lanes.includes('traffic');
  return [
    parameter('round', `${round.number} of ${round.of}`),
    parameter('moment', round.moment),
    parameter('planned at', formatDuration(round.atMs)),
    parameter('virtual users', loaded ? `${round.vus} planned` : 'none, the journey was run alone'),
  ];
}

/** The open model takes more users where arrivals would have to wait. */
function plannedUsers({ peakVus, arrivals }: Pick<ScenarioPlan, 'peakVus' | 'arrivals'>): string {
  if (arrivals === undefined) return String(peakVus);
  const { users, maxUsers } = arrivals;
  return users === maxUsers ? String(users) : `${users} to ${maxUsers}`;
}

function parameter(name: string, value: string): AllureParameter {
  return { name, value, excluded: true };
}

/** The environment of a run as the report's front page shows it: names and values, in this order. */
export function allureEnvironment(plan: RunPlan & { readonly facts: SuiteFacts }): Record<string, string> {
  const { plan: scenario, facts } = plan;
  const sandbox = sandboxWords(plan);
  return {
    Target: given(plan.baseUrl, sandbox && `(${sandbox})`).join(' '),
    Environment: plan.environment,
    Scenario: plan.scenario,
    ...(scenario !== undefined &&
      plan.lanes.includes('traffic') && {
        'Virtual users': plannedUsers(scenario),
        Duration: formatDuration(scenario.durationMs),
      }),
    'Run id': plan.runId,
    Node: facts.node,
    // Packagers add the name of their system, which only hides the version.
    Browser: facts.browser.replace(/ built on .*$/, ''),
    'Suite commit': facts.commit ?? 'not from a git repository',
    'Measured on': facts.host,
  };
}
