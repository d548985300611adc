import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');

/** Where the import would stand, what it imports, and what the linter says of it. */
const refused = [
  ['src/run/probe.ts', '../../sandbox/app.ts', 'src stands alone'],
  ['src/target/probe.ts', '../../sandbox/app.ts', 'know neither Playwright nor the reports'],
  ['src/run/probe.ts', '../../tests/made/build-context.ts', 'src stands alone'],
  ['src/run/probe.ts', '../../fixtures/lane.ts', 'src stands alone'],
  ['src/measure/probe.ts', '@playwright/test', 'Measuring and judging'],
  ['src/measure/page/probe.ts', '@playwright/test', 'Measuring and judging'],
  ['src/measure/probe.ts', '../traffic/traffic.ts', 'Measuring and judging'],
  ['src/measure/probe.ts', '../../sandbox/app.ts', 'Measuring and judging'],
  ['src/verdict/probe.ts', '../bursts/paced-burst.ts', 'Measuring and judging'],
  ['src/verdict/probe.ts', '../report/verdict-table.ts', 'Measuring and judging'],
  ['src/traffic/probe.ts', '@playwright/test', 'know neither Playwright nor the reports'],
  ['src/bursts/probe.ts', '../report/burst-chart.ts', 'know neither Playwright nor the reports'],
  [
    'sandbox/deals/probe.ts',
    '../../src/target/request-data/vin.ts',
    'The sandbox imports nothing of the suite',
  ],
  ['sandbox/probe.ts', '../tests/made/build-context.ts', 'The sandbox imports nothing of the suite'],
  ['sandbox/probe.ts', '@playwright/test', 'The sandbox imports nothing of the suite'],
] as const;

const allowed = [
  ['src/verdict/probe.ts', '../measure/outcome.ts'],
  ['src/traffic/probe.ts', '../target/operation.ts'],
  ['src/measure/probe.ts', 'hdr-histogram-js'],
  ['sandbox/deals/probe.ts', '../context.ts'],
  ['fixtures/probe.ts', '../src/traffic/traffic.ts'],
  ['tests/unit/probe.spec.ts', '../../src/measure/outcome.ts'],
] as const;

/** Files with one import each, in a folder that has nothing of the project but its linter's rules. */
function lintedTogether(imports: readonly string[]): Map<number, string> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-imports-'));
  try {
    copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    const places = [...refused, ...allowed].map(([path], index) => path.replace('probe', `probe-${index}`));
    places.forEach((place, index) => {
      mkdirSync(dirname(join(folder, place)), { recursive: true });
      writeFileSync(
        join(folder, place),
        `import { it } from '${imports[index]}';\n\nexport const them = [it];\n`,
      );
    });
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const options = ['--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
    const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', ...options, '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const said = new Map<number, string>();
    for (const line of stdout.split('\n')) {
      const index = /file=\S*?probe-(\d+)/.exec(line)?.[1];
      if (index !== undefined) said.set(Number(index), `${said.get(Number(index)) ?? ''}${line}\n`);
    }
    if (said.size === 0) throw new Error(`the linter found nothing at all: ${stdout}${stderr}`);
    return said;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let said: ReadonlyMap<number, string>;
test.beforeAll(() => {
  said = lintedTogether([...refused, ...allowed].map(([, imported]) => imported));
});

refused.forEach(([path, imported, reason], index) => {
  test(`${path} may not import ${imported}`, () => {
    expect(said.get(index)).toContain('noRestrictedImports');
    expect(said.get(index)).toContain(reason);
  });
});

allowed.forEach(([path, imported], index) => {
  test(`${path} may import ${imported}`, () => {
    expect(said.get(refused.length + index)).toBeUndefined();
  });
});
