import { AUDITED_PAGES } from '../lighthouse/audited-pages.ts';
import type { Settings } from '../settings/settings.ts';
import { operations } from '../target/catalogue.ts';
import { loadEnvironments } from '../target/environments/load-environments.ts';
import { socketMeasures } from '../target/socket-measures.ts';
import type { KnownSubjects } from '../verdict/thresholds/cross-check.ts';
import { loadThresholds, PROJECT_TABLES } from '../verdict/thresholds/load-thresholds.ts';
import type { EnvironmentLimits } from '../verdict/thresholds/own-limits.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';

/**
 * The tables of limits, checked against the catalogue of operations, the measures on sockets and the audited pages.
 *
 * @param folder THRESHOLDS_DIR; the project's own when left out
 * @param alsoKnown what only the Playwright config knows: its projects, and the steps that the journeys take
 * @param own limits of an environment, which replace those of the tables
 * @throws SuiteError listing everything that is wrong in them
 */
export function loadTables(
  folder: string = PROJECT_TABLES,
  alsoKnown: Pick<KnownSubjects, 'projects' | 'journeySteps'> = {},
  own?: EnvironmentLimits,
): Thresholds {
  const known = {
    ...alsoKnown,
    operationIds: operations.map(({ id }) => id),
    socketMeasureIds: socketMeasures.map(({ id }) => id),
    auditedPages: AUDITED_PAGES,
  };
  return loadThresholds(folder, known, own);
}

/**
 * The tables of limits that settings name, with the limits of their environment put into them.
 *
 * @param settings an environment that does not exist changes nothing: it is a mistake in the settings
 * @throws SuiteError (BAD_THRESHOLDS, BAD_ENVIRONMENT) listing everything that is wrong
 */
export function tablesFor(
  settings: Partial<Pick<Settings, 'thresholdsFolder' | 'environment' | 'environmentsFolder'>>,
  alsoKnown?: Pick<KnownSubjects, 'projects' | 'journeySteps'>,
): Thresholds {
  const { thresholdsFolder, environment = '', environmentsFolder } = settings;
  const limits = loadEnvironments(environmentsFolder).get(environment)?.limits;
  return loadTables(thresholdsFolder, alsoKnown, limits && { environment, limits });
}
