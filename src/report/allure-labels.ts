import { operationById } from '../target/catalogue.ts';
import type { OperationRow } from '../verdict/thresholds/thresholds.ts';

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
export const HIDDEN_LABELS = [
  'host',
  'thread',
  'language',
  'framework',
  'package',
  'titlePath',
  'run',
] as const;

/** Name of the label with the run's id: it tells results of several machines apart. */
export const RUN_LABEL = 'run' satisfies (typeof HIDDEN_LABELS)[number];

/** A limit of the guide's own weighs more than one that a service lends, and that more than the one for all. */
const SEVERITY = {
  guide: 'critical',
  'service level': 'normal',
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
  if (folder === 'journeys') {
    const operation = operationOf(name);
    return {
      parentSuite: scenario,
      suite: operation === undefined ? 'no service' : operationById(operation).service,
      subSuite: 'journeys and their bursts',
      severity: operation === undefined ? 'normal' : SEVERITY[sourceOf(operation) ?? 'service level'],
    };
  }
  if (folder === 'api') {
    const severity = SEVERITY[sourceOf(title.split(':')[0] ?? '') ?? 'service level'];
    return { parentSuite: scenario, suite: name, subSuite: 'bursts', severity };
  }
  if (folder === 'lighthouse')
    return { parentSuite: scenario, suite: 'pages', subSuite: name, severity: 'normal' };
  return { parentSuite: scenario, suite: 'all services', subSuite: name, severity: 'blocker' };
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
