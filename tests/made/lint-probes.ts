import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A file that would lie at this path, and what it would import: files by their path in the project, or packages. */
export interface Probe {
  readonly path: string;
  readonly imports: readonly string[];
}

/**
 * Writes the probes, one import a line, into a folder that has nothing of the project but the linter's rules, and lints
 * them all at once.
 *
 * @returns by the probe's path, the imports that the linter refuses, in no order
 */
export function lintProbes(probes: readonly Probe[]): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-imports-'));
  try {
    for (const name of ['biome.json', 'biome.imports.json'])
      copyFileSync(join(ROOT, name), join(folder, name));
    for (const { path, imports } of probes) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const lines = imports.map((each) => `export * from '${specifier(path, each)}';\n`);
      writeFileSync(join(folder, path), lines.join(''));
    }
    return refusals(folder, probes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusals(folder: string, probes: readonly Probe[]): Map<string, string[]> {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
  const only = '--only=style/noRestrictedImports';
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', ...options, only, '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  const refused = new Map<string, string[]>();
  for (const line of stdout.split('\n')) {
    const { path, at } =
      /title=lint\/style\/noRestrictedImports,file=(?<path>.*?),line=(?<at>\d+),/.exec(line)?.groups ?? {};
    if (path === undefined) continue;
    const probe = probes.find((each) => path.endsWith(`/${each.path}`) || path === each.path);
    const imported = probe?.imports[Number(at) - 1];
    if (probe === undefined || imported === undefined)
      throw new Error(`the linter speaks of no probe: ${line}`);
    refused.set(probe.path, [...(refused.get(probe.path) ?? []), imported]);
  }
  if (refused.size === 0) throw new Error(`the linter refused nothing at all: ${stdout}${stderr}`);
  return refused;
}

/** As the file would write it: a file of the project by its relative path. */
function specifier(path: string, imported: string): string {
  if (!imported.endsWith('.ts')) return imported;
  const relativePath = relative(dirname(path), imported);
  return relativePath.startsWith('.') ? relativePath : `./${relativePath}`;
}
