import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDuration } from '../../src/base/duration.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import type { ScenarioRow } from '../../src/verdict/thresholds/thresholds.ts';

/** The help of `run-load-tests.sh`, which prints this file itself where nothing is installed yet. */
const HELP_FILE = join(import.meta.dirname, 'help.txt');
const SCENARIOS = /(?<=\nScenarios\n)(?: .*\n)+(?= {2}baseline )/;
const NAME_COLUMN = 12;

/** The help with the scenarios of the tables; where the tables cannot be read, with those of the guide. */
export function helpText(env: NodeJS.ProcessEnv): string {
  const text = readFileSync(HELP_FILE, 'utf8');
  try {
    return text.replace(SCENARIOS, Object.values(loadTables(env).scenarios).map(scenarioLine).join(''));
  } catch {
    // Help must come even then. A run says what is wrong with the tables.
    return text;
  }
}

function scenarioLine({ scenario, vus, durationSeconds, question }: ScenarioRow): string {
  const size = `up to ${vus} users, ${formatDuration(durationSeconds * 1000)}`;
  const name = `${scenario} `.padEnd(NAME_COLUMN);
  return `  ${name}${size}${question === undefined ? '' : `: ${question}`}\n`;
}
