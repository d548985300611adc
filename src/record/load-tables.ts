import { AUDITED_PAGES } from '../lighthouse/audited-pages.ts';
import { operations } from '../target/catalogue.ts';
import { socketMeasures } from '../target/socket-measures.ts';
import type { KnownSubjects } from '../verdict/thresholds/cross-check.ts';
import { loadThresholds, PROJECT_TABLES } from '../verdict/thresholds/load-thresholds.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';

/**
 * The tables of limits, checked against the catalogue of operations, the measures on sockets and the audited pages.
 *
 * @param folder THRESHOLDS_DIR; the project's own when left out
 * @param alsoKnown what only the Playwright config knows: its projects, and the steps that the journeys take
 * @throws SuiteError listing everything that is wrong in them
 */
export function loadTables(
  folder: string = PROJECT_TABLES,
  alsoKnown: Pick<KnownSubjects, 'projects' | 'journeySteps'> = {},
): Thresholds {
  return loadThresholds(folder, {
    ...alsoKnown,
    operationIds: operations.map(({ id }) => id),
    socketMeasureIds: socketMeasures.map(({ id }) => id),
    auditedPages: AUDITED_PAGES,
  });
}
