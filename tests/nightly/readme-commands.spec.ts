import { expect } from '@playwright/test';
import { PROJECT } from '../made/listed-tests.ts';
import { readmeCommands } from '../made/readme-commands.ts';
import { runCommand } from '../made/started-command.ts';
import { test } from '../suite/suite-test.ts';

const commands = readmeCommands();
/** Other processes kept the machine busy, which says nothing about the command. */
const INVALID = 3;
/** They measure for up to an hour, and have only to say what they would do. */
const LONG = /^npm run (?:bench|calibrate|prove|prove:verdicts)$/;

/** A command as README prints it, in a shell of this project. */
function runPrinted(command: string, env: NodeJS.ProcessEnv) {
  const { DESK_BROWSER = '' } = process.env;
  return runCommand('/bin/sh', ['-c', command], { DESK_BROWSER, CI: 'true', ...env }, { cwd: PROJECT });
}

const isSmoke = (command: string) => /(?:--project=smoke| smoke development)/.test(command);
const smokes = commands.filter((command) => isSmoke(command) && !command.startsWith('docker '));
/** Runs that can be compared: no setting differs. */
const alike = smokes.filter((command) => /^(?:\S+ smoke development|npx \S+ \S+ \S+)$/.test(command));

/** Runs it until the measurement is valid, at most three times, and expects that all is well. */
async function expectPassed(command: string, env: NodeJS.ProcessEnv): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { code, printed } = await runPrinted(command, env);
    if (code === INVALID && tries < 3) continue;
    expect(code, `${command}\n${printed}`).toBe(0);
    return expect(printed, command).toMatch(/^smoke against .*: PASSED$/m);
  }
}

test('the plain smokes of README pass, and the commands that read what runs left read it', {
  annotation: { type: 'row' },
}, async ({ sandbox }) => {
  const env = { BASE_URL: sandbox.url, OUTPUT_DIR: test.info().outputPath('reports') };
  expect(alike).toHaveLength(2);
  for (const command of alike) await expectPassed(command, env);
  for (const [command, says] of [
    // A smoke lasts for a minute.
    ['npm run compare', /too short to be compared|not distinguishable|regressed|improved/],
    ['npm run report', /allure/i],
    ['npm run cleanup', /nothing/],
  ] as const) {
    expect(commands).toContain(command);
    const { code, printed } = await runPrinted(command, env);
    expect(code, `${command}\n${printed}`).toBe(0);
    expect(printed, command).toMatch(says);
  }
});

for (const command of smokes.filter((each) => !alike.includes(each))) {
  test(`${command} passes`, { annotation: { type: 'row' } }, async ({ sandbox }) => {
    await expectPassed(command, { BASE_URL: sandbox.url, OUTPUT_DIR: test.info().outputPath('reports') });
  });
}

test('npm run capacity answers as README prints it', { annotation: { type: 'row' } }, async () => {
  const [command = ''] = commands.filter((each) => each.startsWith('npm run capacity'));
  const { code, printed } = await runPrinted(command, { OUTPUT_DIR: test.info().outputPath('reports') });
  expect(code, printed).toBe(0);
  expect(printed).toMatch(/^ *service +users\/instance +required/m);
});

for (const command of commands.filter((each) => LONG.test(each))) {
  test(`${command} says how it is used`, { annotation: { type: 'row' } }, async () => {
    const { code, printed } = await runPrinted(`${command} -- --help`, {});
    expect(code, printed).toBe(0);
    expect(printed).toContain('Usage');
  });
}
