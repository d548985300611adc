import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const dockerfile = DockerfileParser.parse(read('Dockerfile'));
const playwright: string = JSON.parse(read('package.json')).devDependencies['@playwright/test'];

/** What an instruction says, line breaks and all. */
const said = (keyword: string) =>
  dockerfile
    .getInstructions()
    .filter((each) => each.getKeyword() === keyword)
    .map((each) => each.getArgumentsContent() ?? '');

test('the linter finds no fault in the Dockerfile', () => {
  const faults = (text: string) =>
    validate(text).map(({ range, message }) => `${range.start.line}: ${message}`);
  expect(faults('FROM a\nCOPPY . .')).not.toEqual([]);
  expect(faults(read('Dockerfile'))).toEqual([]);
});

test('each image is that of the Playwright which the lock file pins, in the templates for GitLab as well', () => {
  const image = `mcr.microsoft.com/playwright:v${playwright}-noble`;
  expect(dockerfile.getFROMs().map((from) => from.getImage())).toEqual([image, image]);
  for (const template of ['load-tests', 'segments'])
    expect(read(`deploy/gitlab/${template}.gitlab-ci.yml`), template).toContain(`image: ${image}\n`);
});

/** The lines of a file that name something: neither comments nor empty. */
const lines = (path: string) =>
  read(path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

test('what git ignores, which may hold passwords, is left out of the image as well', () => {
  // A pattern of git without a slash counts in every folder, one of Docker in the project's folder only.
  const forDocker = (line: string) => {
    const name = line.replace(/\/$/, '');
    return name.startsWith('!') || name.includes('/') ? name : `**/${name}`;
  };
  const ignored = lines('.gitignore').map(forDocker);
  expect(ignored).toEqual(expect.arrayContaining(['**/.env', '**/.env.*', '**/password.txt']));
  // In this order: what follows a pattern may take it back.
  expect(lines('.dockerignore').slice(0, ignored.length)).toEqual(ignored);
});

test('the password that the page on Kubernetes tells to put into a file is outside of the project', () => {
  expect(read('docs/kubernetes.md')).toContain('--from-file=TEST_PASSWORD="$HOME/');
});

test('the last command of the page opens what only the user of the image may look into', () => {
  const folders = ['runs', 'allure'].map((name) => `/suite/reports/${name}`).join(' ');
  const command = `docker run --rm --entrypoint chmod -v "$PWD/reports:/suite/reports" desk-studio-performance -R a+rwX ${folders} `;
  expect(read('docs/containers.md')).toContain(`\n${command}`);
});

test('the container does not run as root, and a run gets its words from the start command', () => {
  expect(said('USER')).toEqual(['pwuser']);
  expect(said('ENTRYPOINT')).toEqual(['["./scripts/run-load-tests.sh"]']);
  expect(said('CMD')).toEqual(['["smoke", "development", "--ci"]']);
});

test('each Docker command of the guide has a counterpart, and README has those that build and run the image', () => {
  const page = read('docs/containers.md');
  for (const [guide, here] of [
    ['docker pull grafana/k6', 'docker build -t desk-studio-performance .'],
    ['docker run -i grafana/k6 run - <', 'docker run --rm --init --ipc=host desk-studio-performance'],
    ['-e BASE_URL=http://host.docker.internal:8080', '-e ALLOW_TARGET=host.docker.internal:8080'],
    ['-v $(pwd)/tests/load:/tests/load', '-v "$PWD/reports:/suite/reports"'],
    ['grafana/k6 run /tests/load/scenarios/load.js', 'desk-studio-performance load development'],
  ] as const) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${guide}`));
    expect(row?.split('|')[2], guide).toContain(here);
  }
  const shell = /```bash\n(docker build[\s\S]*?)```/.exec(page)?.[1] ?? 'no commands';
  expect(read('README.md')).toContain(shell);
});
