import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';

/** How long the traffic of the last run in a folder for runs has gone on, in milliseconds; 0 before it began. */
export function elapsedMs(outputFolder: string): number {
  const path = join(outputFolder, 'latest', RUN_FILES.progress);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Progress).elapsedMs : 0;
}
