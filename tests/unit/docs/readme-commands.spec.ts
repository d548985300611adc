import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { readCommand } from '../../../scripts/command-line/read-command.ts';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { projectFiles } from '../../made/project-files.ts';
import { readmeCommands, readmeFlags } from '../../made/readme-commands.ts';

// What the commands do, and that they end well: tests/nightly/readme-commands.spec.ts.

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

const commands = readmeCommands();
const thoseOf = (kind: RegExp) =>
  commands.flatMap((command) => {
    const { groups } = kind.exec(command) ?? {};
    return groups === undefined ? [] : [{ command, ...groups } as Readonly<Record<string, string>>];
  });

const COMMAND_LINE = /^\.\/scripts\/run-load-tests\.sh (?<words>.*)$/;
const PLAYWRIGHT =
  /^(?<variables>(?:[A-Z_]+=\S+ )*)npx playwright test --project=(?<project>\S+)(?<filter>.*)$/;
const NPM_SCRIPT = /^npm run (?<name>\S+?)(?: -- (?<flags>.*))?$/;
const WORKFLOW = /^gh workflow run (?<file>\S+)(?<inputs>(?: -f \S+=\S+)*)$/;
const VARIABLES = /^export (?<variables>.+)$/;
/** Each with the file that runs it, or holds it to what it names. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm test': 'tests/unit/deploy/workflows.spec.ts',
  'npm test': 'tests/unit/deploy/workflows.spec.ts',
  'npm audit': '.github/workflows/tests.yaml',
  'docker build -t desk-studio-performance .': 'tests/unit/deploy/dockerfile.spec.ts',
  'chmod a+rwx reports': 'tests/unit/deploy/dockerfile.spec.ts',
  'docker run --rm --init --ipc=host -v "$PWD/reports:/suite/reports" desk-studio-performance smoke development':
    'tests/unit/deploy/dockerfile.spec.ts',
  'docker run --rm --entrypoint chmod -v "$PWD/reports:/suite/reports" desk-studio-performance -R a+rwX /suite/reports/runs /suite/reports/allure':
    'tests/unit/deploy/dockerfile.spec.ts',
  'npx playwright show-trace': 'tests/suite/lowered-row.spec.ts',
  'touch reports/latest/stop': 'this one',
};

/** What a shell makes of words without spaces in them. */
const wordsOf = (line: string) => line.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'));

function settingsOf(variables: string): NodeJS.ProcessEnv {
  return Object.fromEntries(
    wordsOf(variables.trim())
      .filter((word) => word !== '')
      .map((word) => word.split('=') as [string, string]),
  );
}

test('each command of README is of a kind that is tested', () => {
  expect(commands.length).toBeGreaterThan(20);
  const kinds = [COMMAND_LINE, PLAYWRIGHT, NPM_SCRIPT, WORKFLOW, VARIABLES];
  const isTested = (command: string) => command in ELSEWHERE || kinds.some((kind) => kind.test(command));
  expect(commands.filter((command) => !isTested(command))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((command) => !commands.includes(command))).toEqual([]);
  for (const path of Object.values(ELSEWHERE))
    if (path !== 'this one') expect(existsSync(resolve(root, path)), path).toBe(true);
});

test('the command line of the suite reads each of its commands, with the variables that are exported before', () => {
  const exported = settingsOf(
    thoseOf(VARIABLES)
      .map(({ variables }) => variables)
      .join(' '),
  );
  const lines = thoseOf(COMMAND_LINE);
  expect(lines.length).toBeGreaterThan(1);
  for (const { command, words = '' } of lines)
    expect(readCommand(wordsOf(words), exported, root).kind, command).toBe('run');
});

test('the projects of Playwright that README names exist, the settings are right, and a filter finds a journey', () => {
  const { projects } = test.info().config;
  const lines = thoseOf(PLAYWRIGHT);
  expect(lines.length).toBeGreaterThan(2);
  for (const { command, variables = '', project = '', filter = '' } of lines) {
    expect(
      projects.map(({ name }) => name),
      command,
    ).toContain(project);
    expect(readCommand([project, 'development'], settingsOf(variables), root).kind, command).toBe('run');
    const journeys = projectFiles().filter((path) => path.startsWith('tests/journeys/'));
    expect(
      journeys.some((path) => path.includes(filter.trim())),
      command,
    ).toBe(true);
  }
});

test('each npm script that README runs exists, and starts a file that exists', () => {
  const names = thoseOf(NPM_SCRIPT);
  expect(names.length).toBeGreaterThan(8);
  for (const { command, name = '' } of names) {
    const file = /(?:^| )(\S+\.(?:ts|sh))\b/.exec(scripts[name] ?? '')?.[1];
    expect(file && existsSync(resolve(root, file)), command).toBe(true);
  }
});

test('the workflow that README starts has the inputs, and they have these values', () => {
  const lines = thoseOf(WORKFLOW);
  expect(lines).toHaveLength(1);
  for (const { file, inputs = '' } of lines) {
    const workflow = parse(read(`.github/workflows/${file}`)) as {
      on: { workflow_dispatch: { inputs: Record<string, { options?: string[] }> } };
    };
    for (const [, name = '', value = ''] of inputs.matchAll(/-f (\S+?)=(\S+)/g)) {
      const input = workflow.on.workflow_dispatch.inputs[name];
      expect(input, name).toBeDefined();
      if (input?.options !== undefined) expect(input.options).toContain(value);
      else expect(existsSync(resolve(root, 'environments', `${value}.json`)), value).toBe(true);
    }
  }
});

test('the file that README touches is the one that stops a run', () => {
  expect(commands).toContain(`touch reports/latest/${RUN_FILES.stopWish}`);
});

/** Options of Playwright, and flags whose value README leaves open; the nightly rows of hostile commands have them all. */
const NOT_OURS = /^--(?:project|reporter|retries|allow-target|base-url|from)\b/;

test('the command line reads each flag that README names', () => {
  const flags = readmeFlags().filter((flag) => !NOT_OURS.test(flag));
  expect(flags.length).toBeGreaterThan(4);
  for (const flag of flags)
    expect(readCommand(['smoke', 'development', ...wordsOf(flag)], {}, root).kind, flag).toBe('run');
});
