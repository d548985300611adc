import { operationById } from '../target/catalogue.ts';

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
  readonly severity: 'blocker' | 'critical' | 'normal';
}

/** Labels that only say which machine and worker ran a test: they differ from run to run and tell a reader nothing. */
export const HIDDEN_LABELS = ['host', 'thread', 'language', 'framework', 'package', 'titlePath'] as const;

const REPLACED: ReadonlySet<string> = new Set(['parentSuite', 'suite', 'subSuite', 'severity']);

/**
 * The place of a test by its project and spec file: scenario first, then the service behind it.
 *
 * @param specFile as Playwright titles a file's suite, e.g. `journeys/tax-quote.spec.ts`
 * @param operationOf the operation behind a journey; undefined where the tables name none
 * @example allurePlace('smoke', 'api/deals.spec.ts', () => undefined).suite // 'deals'
 */
export function allurePlace(
  scenario: string,
  specFile: string,
  operationOf: (journey: string) => string | undefined,
): AllurePlace {
  const [folder = '', file = ''] = specFile.split('/').slice(-2);
  const name = (file === '' ? folder : file).replace(/\.spec\.\w+$/, '');
  if (folder === 'journeys') {
    const operation = operationOf(name);
    return {
      parentSuite: scenario,
      suite: operation === undefined ? 'no service' : operationById(operation).service,
      subSuite: 'journeys and their bursts',
      severity: 'critical',
    };
  }
  if (folder === 'api') return { parentSuite: scenario, suite: name, subSuite: 'bursts', severity: 'normal' };
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
