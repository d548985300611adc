import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDuration } from '../../src/base/duration.ts';
import { loadTables } from '../../src/record/load-tables.ts';
import { readSetting } from '../../src/settings/read-settings.ts';
import { settingRow } from '../../src/settings/settings.ts';
import { environmentNames } from '../../src/target/environments/load-environments.ts';
import type { ScenarioRow } from '../../src/verdict/thresholds/thresholds.ts';
import { FLAGS, type Flag } from './flags.ts';

const WIDTH = 110;
const TEXT_COLUMN = 23;

const NAME_COLUMN = 12;

/** What `npm run docs:settings` writes; `run-load-tests.sh` prints it where nothing is installed yet. */
export const HELP_FILE = join(import.meta.dirname, 'help.txt');

/** The help with the scenarios of the tables; where the tables cannot be read, with those of the project. */
export function helpText(env: NodeJS.ProcessEnv): string {
  try {
    const { scenarios } = loadTables(readSetting(env, 'thresholdsFolder'));
    return helpWith(Object.values(scenarios), environmentNames(readSetting(env, 'environmentsFolder')));
  } catch {
    // Help must come even then. A run says what is wrong with the tables.
    return readFileSync(HELP_FILE, 'utf8');
  }
}

/** The help with these scenarios and environments, and with the flags of the table of settings. */
export function helpWith(scenarios: readonly ScenarioRow[], environments: readonly string[]): string {
  return `Usage: ./scripts/run-load-tests.sh [scenario] [environment] [flags] [-- flags for playwright]

Installs what is missing, runs a scenario against a Desk Studio, prints a summary and makes a report.
With the environment development and nothing at http://localhost:8080, the run starts the embedded Desk
Studio and stops it at the end.

Scenarios (smoke when none is named)
${scenarios.map(scenarioLine).join('')}  baseline    no users: one burst of requests on each operation, checked against its limits
  lighthouse  no users: Lighthouse audits of the pages, checked against their budgets
  check       no load: each operation, flow and journey once, and whether a run is possible

Environments
  ${environments.join(', ')}; without one, ENVIRONMENT counts, else development.
  Each is a file in environments (docs/environments.md). One without an address needs --base-url or BASE_URL.

Flags
${FLAGS.map(flagLines).join('')}
Exit codes
  0 pass   99 limits broken   3 measurement invalid   1 could not run, or nothing decided      (docs/exit-codes.md)

Each flag stands for the environment variable in brackets and wins over it. All other settings are
environment variables, which may stand in the file .env (docs/settings.md).
`;
}

function scenarioLine({ scenario, vus, durationSeconds, question }: ScenarioRow): string {
  const size = `up to ${vus} users, ${formatDuration(durationSeconds * 1000)}`;
  const name = `${scenario} `.padEnd(NAME_COLUMN);
  return `  ${name}${size}${question === undefined ? '' : `: ${question}`}\n`;
}

function flagLines({ name, key, variable, placeholder, meaning }: Flag): string {
  const row = key === undefined ? undefined : settingRow(key);
  const right = placeholder === undefined ? undefined : row?.kind.right;
  const byDefault = placeholder === undefined ? undefined : row?.default;
  const text = [
    plain(meaning),
    ...(right === undefined ? [] : [`. Value: ${right}`]),
    ...(byDefault === undefined ? [] : [`; default ${byDefault}`]),
    ...(variable === undefined ? [] : [` (${variable})`]),
  ].join('');
  const flag = `  ${name === 'help' ? '-h, ' : ''}--${name}${placeholder === undefined ? '' : ` ${placeholder}`}`;
  const [first = '', ...others] = wrapped(text, WIDTH - TEXT_COLUMN);
  const lines = [
    `${flag.padEnd(TEXT_COLUMN - 1)} ${first}`,
    ...others.map((line) => ' '.repeat(TEXT_COLUMN) + line),
  ];
  return `${lines.join('\n')}\n`;
}

/** Without Markdown's links and marks of code. */
function plain(markdown: string): string {
  return markdown.replaceAll(/ \(\[[^\]]*\]\([^)]*\)\)/g, '').replaceAll('`', '');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
