import { AUDITED_PAGES } from '../lighthouse/audited-pages.ts';
import { operations } from '../target/catalogue.ts';
import { socketMeasures } from '../target/socket-measures.ts';
import { loadThresholds, thresholdsFolder } from '../verdict/thresholds/load-thresholds.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';

/**
 * The tables of limits, checked against the catalogue of operations, the measures on sockets and the audited pages.
 * @throws SuiteError listing everything that is wrong in them
 */
export function loadTables(env: NodeJS.ProcessEnv = process.env): Thresholds {
  return loadThresholds(thresholdsFolder(env), {
    operationIds: operations.map(({ id }) => id),
    socketMeasureIds: socketMeasures.map(({ id }) => id),
    auditedPages: AUDITED_PAGES,
  });
}
