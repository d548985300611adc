import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { MOST_REPORT_FILES, projectFiles } from '../made/project-files.ts';
import { sourceTree } from '../made/source-tree.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Above these, split by subject. */
const MOST_LINES = { file: 250, function: 60 };

const files = projectFiles();

test(`no file has more than ${MOST_LINES.file} lines and no function more than ${MOST_LINES.function}`, () => {
  const tooLong = sourceTree().flatMap(({ path, lines, functions }) => [
    ...(lines > MOST_LINES.file ? [path] : []),
    ...functions
      .filter((each) => each.lines > MOST_LINES.function && !each.isScope)
      .map(({ name }) => `${path}: ${name}`),
  ]);
  expect(tooLong).toEqual([]);
});

test(`src/report has at most ${MOST_REPORT_FILES} files`, () => {
  const count = files.filter((path) => path.startsWith('src/report/')).length;
  expect(count).toBeLessThanOrEqual(MOST_REPORT_FILES);
});

test('what renders a report computes no median and no percentile: the view has them', () => {
  const renders = files.filter((path) => /^src\/report\/.*\.ts$/.test(path));
  expect(renders.length).toBeGreaterThan(40);
  const found = renders.filter((path) => {
    const text = readFileSync(resolve(ROOT, path), 'utf8');
    const imported = [...text.matchAll(/import \{([^}]*)\} from '[^']*\/base\/statistics\/[^']*'/g)];
    const asksHistogram = /\.(?:percentileUs|valueAtRankUs)\b/.test(text);
    return asksHistogram || imported.some(([, names = '']) => names.trim() !== 'sum');
  });
  expect(found).toEqual([]);
});

test('no file names a folder of the person who wrote it', () => {
  const found = files.filter(
    (path) =>
      !/^tests\/|\.png$/.test(path) &&
      /(?<![\w.])\/(?:root|home\/\w+|Users\/\w+)\//.test(readFileSync(resolve(ROOT, path), 'utf8')),
  );
  expect(found).toEqual([]);
});

test('page objects look for nothing that the product lacks: it has no dialogs, no labels that belong to fields, and no named icons', () => {
  const lacking = /getByRole\('(?:dialog|alert)'|getByLabel\(|getByTestId\(|name: 'Close'/;
  const found = files.filter(
    (path) =>
      /^(?:fixtures|lanes)\/.*\.ts$/.test(path) && lacking.test(readFileSync(resolve(ROOT, path), 'utf8')),
  );
  expect(found).toEqual([]);
});

test('no file is called utils, helpers or common', () => {
  expect(files.filter((path) => /^(utils?|helpers?|common)\./.test(basename(path)))).toEqual([]);
});

/** Specs of what is no code: the house itself, documents, data and settings of other programs. */
const WITHOUT_CODE = [
  'tests/unit',
  'tests/unit/docs',
  'tests/unit/dashboards',
  'tests/unit/deploy',
  'tests/integration/recipes',
];
const OUTSIDE_SRC = ['fixtures', 'lanes', 'lab', 'scripts', 'sandbox'];

/** The files that a spec may be named after: `tests/unit/a/b.aspect.spec.ts` tests `src/a/b.ts`, as does `tests/integration/a/b.spec.ts`. */
function testedBy(spec: string): string[] {
  const folder = dirname(spec).replace(/^tests\/\w+\//, '');
  const name = basename(spec).replace(/\..*$/, '');
  const isOutside = OUTSIDE_SRC.includes(folder.split('/')[0] ?? '');
  return ['ts', 'js', 'mjs', 'sh'].map((ending) => `${isOutside ? '' : 'src/'}${folder}/${name}.${ending}`);
}

test('each unit and integration spec stands where the file that it tests does, and has its name', () => {
  const specs = files.filter((path) => /^tests\/(?:unit|integration)\/.*\.spec\.ts$/.test(path));
  expect(specs.length).toBeGreaterThan(100);
  const lost = specs.filter(
    (spec) => !WITHOUT_CODE.includes(dirname(spec)) && !testedBy(spec).some((path) => files.includes(path)),
  );
  expect(lost).toEqual([]);
});

test('each spec belongs to the project of its folder and to no other; those of the lanes belong to all scenarios', () => {
  const specs = files.filter((path) => path.endsWith('.spec.ts'));
  const { projects } = test.info().config;
  const takenBy = (spec: string) =>
    projects
      .filter(({ testMatch }) => [testMatch].flat().some((each) => new RegExp(each).test(spec)))
      .map(({ name }) => name);
  const scenarios = takenBy(resolve(ROOT, 'tests/traffic.spec.ts'));
  expect(scenarios).toContain('smoke');
  for (const spec of specs) {
    const [, folder = ''] = spec.split('/');
    const isLane = folder === 'traffic.spec.ts' || folder === 'journeys';
    const own = folder === 'api' ? 'baseline' : folder.replace('.spec.ts', '');
    expect(takenBy(resolve(ROOT, spec)), spec).toEqual(isLane ? scenarios : [own]);
  }
  const elsewhere = specs.map((spec) => `/home/nightly/unit/integration/${spec}`);
  expect(elsewhere.flatMap(takenBy), 'the path above the project decides nothing').toEqual([]);
});

/** What makes a test depend on processes, browsers or load: such tests belong into `tests/integration`. */
const NOT_IN_UNIT_TESTS = [
  /from 'node:(?:child_process|cluster)'/,
  /from '(?:autocannon|playwright|playwright-core|playwright-lighthouse)'/,
  /import \{[^}]*\b(?:chromium|firefox|webkit)\b[^}]*\} from '@playwright\/test'/,
  /test(?:\.\w+)?\([^\n]*async \(\{[^}]*\b(?:page|context|browser|playwright)\b/,
];
const LONGEST_WAIT_MS = 50;

/** What unit tests may use all the same: programs that end by themselves, and that nothing of the suite could stand for. */
const STARTS_A_PROGRAM: Readonly<Record<string, string>> = {
  'tests/made/lint-probes.ts': 'the linter, whose own answer is tested',
  'tests/made/listed-tests.ts': 'the test runner, which lists the tests of a project',
  'tests/made/project-files.ts': 'git, which knows the files of the project',
  'tests/made/self-signed.ts': 'openssl, which makes a certificate',
};

test('no unit test starts a process or a browser, sends a burst with autocannon or needs a page, not even by what it is made of', () => {
  const imports = new Map(sourceTree().map(({ path, files: imported }) => [path, imported]));
  const usedBy = new Map<string, string>();
  const use = (path: string, spec: string) => {
    if (!path.startsWith('tests/') || usedBy.has(path)) return;
    usedBy.set(path, spec);
    for (const imported of imports.get(path) ?? []) use(imported, spec);
  };
  for (const path of files)
    if (/^tests\/unit\/.*\.ts$/.test(path) && path !== 'tests/unit/house.spec.ts') use(path, path);
  const found = [...usedBy].filter(([path]) => {
    const text = readFileSync(resolve(ROOT, path), 'utf8');
    return NOT_IN_UNIT_TESTS.some((forbidden) => forbidden.test(text));
  });
  const others = found.filter(([path]) => STARTS_A_PROGRAM[path] === undefined);
  expect(
    others.map(([path, spec]) => `${path}, used by ${spec}`),
    'a test in tests/integration may',
  ).toEqual([]);
  expect(found.map(([path]) => path).sort(), 'exceptions that are needed').toEqual(
    Object.keys(STARTS_A_PROGRAM),
  );
});

test(`no unit test waits for more than ${LONGEST_WAIT_MS} ms on a real clock`, () => {
  const unit = sourceTree().filter(({ path }) => path.startsWith('tests/unit/'));
  const waits = unit.flatMap(({ path, waitsMs }) => waitsMs.map((ms) => ({ path, ms })));
  expect(waits.length).toBeGreaterThan(5);
  expect(waits.filter(({ ms }) => ms > LONGEST_WAIT_MS)).toEqual([]);
});

test('a unit test that polls does so every few milliseconds', () => {
  const unit = files.filter((path) => path.startsWith('tests/unit/') && path !== 'tests/unit/house.spec.ts');
  const slow = unit.filter((path) =>
    readFileSync(resolve(ROOT, path), 'utf8')
      .split(/;\n/)
      // By default Playwright waits for 100 ms before it looks again.
      .some((statement) => /expect\s*\.poll\(/.test(statement) && !/intervals: \[\d\]/.test(statement)),
  );
  expect(slow).toEqual([]);
});

/** The folders of the map in CONTRIBUTING.md, without the slash at their end. */
function mappedFolders(): string[] {
  const text = readFileSync(resolve(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const map = /## Where things are\n(.*?)\n## /s.exec(text)?.[1] ?? '';
  return [...map.matchAll(/^\| `([^`]+)\/` \|/gm)].map(([, folder = '']) => folder);
}

test('every folder of the map in CONTRIBUTING.md exists', () => {
  const mapped = mappedFolders();
  expect(mapped.length).toBeGreaterThan(20);
  expect(
    mapped.filter((folder) => !statSync(resolve(ROOT, folder), { throwIfNoEntry: false })?.isDirectory()),
  ).toEqual([]);
});

test('every top folder and every folder of src is on the map', () => {
  const mapped = mappedFolders();
  const folders = new Set(files.flatMap((path) => /^(?:src\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []));
  expect([...folders].filter((folder) => folder !== 'src' && !mapped.includes(folder))).toEqual([]);
});

test('every file that a recipe in CONTRIBUTING.md names exists, and every recipe has a test', () => {
  const text = readFileSync(resolve(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const recipes = text.slice(text.indexOf('## How to add')).split('\n### ').slice(1);
  expect(recipes).toHaveLength(7);
  for (const recipe of recipes) {
    const paths = [...recipe.matchAll(/`((?:\w[\w-]*\/)+[^`]*)`/g)].flatMap(([, path = '']) => path);
    const known = paths.filter((path) => !path.includes('<'));
    expect(known.filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
    expect(
      known.some((path) => path.startsWith('tests/integration/recipes/')),
      recipe,
    ).toBe(true);
  }
});
