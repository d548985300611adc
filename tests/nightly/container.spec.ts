import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { DockerfileParser } from 'dockerfile-ast';
import { projectFiles } from '../made/project-files.ts';
import { runCommand } from '../made/started-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
/** As on the image: a user without rights. */
const NOBODY = 65_534;

/** What the build may see of the project: all that git knows and `.dockerignore` does not name. */
function buildContext(): string[] {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const named = (path: string, pattern: string) =>
    path === pattern || path.startsWith(`${pattern}/`) || matchesGlob(path, pattern);
  return projectFiles().filter((path) =>
    lines.reduce(
      (kept, line) =>
        line.startsWith('!') ? kept || named(path, line.slice(1)) : kept && !named(path, line),
      true,
    ),
  );
}

/** The words of an instruction of the Dockerfile that is a list in JSON. */
function words(keyword: 'ENTRYPOINT' | 'CMD'): string[] {
  const instruction = DockerfileParser.parse(read('Dockerfile'))
    .getInstructions()
    .find((each) => each.getKeyword() === keyword);
  return JSON.parse(instruction?.getArgumentsContent() ?? '[]');
}

/** What the first stage runs. */
function installs(): string {
  const runs = DockerfileParser.parse(read('Dockerfile'))
    .getInstructions()
    .filter((each) => each.getKeyword() === 'RUN');
  return runs[0]?.getArgumentsContent() ?? '';
}

function asNobody(folder: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const { PATH } = process.env;
  const user = { cwd: folder, uid: NOBODY, gid: NOBODY };
  return runCommand(program, args, { ...env, PATH, HOME: join(folder, 'home') }, user);
}

/** Gives a folder and all in it to the user without rights. */
function giveAway(path: string): void {
  chownSync(path, NOBODY, NOBODY);
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) giveAway(join(path, entry.name));
    else chownSync(join(path, entry.name), NOBODY, NOBODY);
}

// No container engine is needed: the steps of the Dockerfile, in an empty folder, as a user without rights.
test('the steps of the Dockerfile install the suite, and its command passes as a user without rights', async () => {
  test.skip(process.getuid?.() !== 0, 'only root can start processes as another user');
  const folder = test.info().outputPath('suite');
  for (const path of buildContext()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
  }
  mkdirSync(join(folder, 'home'));
  giveAway(folder);
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) letThrough(above);

  // How this machine reaches npm's registry (a proxy, a certificate of its own) is no matter of the Dockerfile.
  const installed = await asNobody(folder, 'sh', ['-ec', installs()], surroundings());
  expect(installed.code, installed.printed).toBe(0);
  const [program = '', ...args] = [...words('ENTRYPOINT'), ...words('CMD')];
  const ran = await asNobody(folder, program, args, { CI: 'true', DURATION: '20s' });
  expect(ran.code, ran.printed).toBe(0);
  expect(ran.printed).toContain('PASSED');
});

/** Lets others pass through a folder of the tests that only its owner may look into. */
function letThrough(folder: string): void {
  if (folder.startsWith(ROOT)) chmodSync(folder, 0o755);
}

/** The variables of this process, without those that the npm which started the tests has set for itself. */
function surroundings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}
