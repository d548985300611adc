import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';

const PROJECT = resolve(import.meta.dirname, '../../..');

const Packages = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
const Sbom = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.object({ name: z.string(), version: z.string() })),
});

test('the list of packages of a release has every package of the lock file, in its version', () => {
  const lock = Packages.parse(JSON.parse(readFileSync(resolve(PROJECT, 'package-lock.json'), 'utf8')));
  const locked = Object.entries(lock.packages).flatMap(([path, { version }]) =>
    path === '' ? [] : [`${path.replace(/^.*node_modules\//, '')}@${version}`],
  );
  const said = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: PROJECT, encoding: 'utf8' });
  const { components } = Sbom.parse(JSON.parse(said));
  const listed = components.map(({ name, version }) => `${name}@${version}`);
  expect(new Set(listed)).toEqual(new Set(locked));
  expect(listed.length).toBeGreaterThan(400);
});
