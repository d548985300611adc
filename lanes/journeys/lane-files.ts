import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportName } from '../../fixtures/all-journeys.ts';

const FOLDER = join(import.meta.dirname, '../../tests/journeys');

/**
 * Writes the spec files of journeys that have none yet. Playwright runs each spec file in its own worker and selects
 * tests by file name, so each journey needs a file; what stands in it follows from the journey's name.
 *
 * @param journeys names of the journeys
 * @param folder where the spec files are
 */
export function writeMissingLanes(journeys: Iterable<string>, folder: string = FOLDER): void {
  for (const journey of journeys) {
    const path = join(folder, `${journey}.spec.ts`);
    if (!existsSync(path)) writeFileSync(path, laneFile(journey));
  }
}

/** The spec file of a journey. */
export function laneFile(journey: string): string {
  const name = exportName(journey);
  return `import { ${name} } from '../../fixtures/journeys/${journey}.ts';
import { journeyRounds } from '../../lanes/journeys/journey-rounds.ts';

journeyRounds(${name});
`;
}
