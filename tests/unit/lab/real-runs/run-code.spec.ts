import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { MAKES_RUNS, runCode } from '../../../../lab/real-runs/run-code.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');

/** The files of the project that a file imports for their values: types make no figure. */
function importedBy(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const statements = text.matchAll(/^(?:import|export) ([^;]*?) from '(\.[^']*)';|^import '(\.[^']*)';/gm);
  return [...statements].flatMap(([, clause = '', from, alone]) => {
    const names = /^\{([^}]*)\}$/s
      .exec(clause)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    const isType =
      clause.startsWith('type ') || names?.every((name) => name.trim().startsWith('type ')) === true;
    return isType ? [] : [join(dirname(path), from ?? alone ?? '')];
  });
}

/** A file with all that it imports, and what that imports. */
function withImports(path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const imported of importedBy(path)) withImports(imported, known);
  return known;
}

test('the hash is that of the files that make runs, and of no other', () => {
  const { outputDir } = test.info();
  const write = (file: string, text: string) => writeFileSync(join(outputDir, file), text);
  const now = () => runCode(outputDir, ['src', 'one.json']);
  mkdirSync(join(outputDir, 'src/deep'), { recursive: true });
  write('src/deep/a.ts', 'a');
  write('one.json', '{}');
  const first = now();
  write('README.md', 'a page');
  expect(now()).toBe(first);
  write('src/deep/a.ts', 'b');
  const second = now();
  expect(second).not.toBe(first);
  write('src/b.ts', '');
  expect(now()).not.toBe(second);
  write('src/deep/a.ts', 'a');
  expect(now()).not.toBe(first);
});

test('all that makes runs of this project is there', () => {
  expect(runCode()).toMatch(/^[0-9a-f]{12}$/);
  expect(runCode()).toBe(runCode());
  const programs = [
    'lab/real-runs/real-run.ts',
    'lab/real-runs/recording-proxy.ts',
    'lab/real-runs/stop-process.ts',
    'lab/real-runs/busy-thread.ts',
    'lab/prove/proven-run.ts',
  ];
  const files = new Set(programs.flatMap((program) => [...withImports(program)]));
  expect([...files]).toEqual(
    expect.arrayContaining(['lab/calibration/undelayed.ts', 'src/measure/own-delay.ts']),
  );
  const isHashed = (file: string) => MAKES_RUNS.some((part) => file === part || file.startsWith(`${part}/`));
  expect([...files].filter((file) => !isHashed(file))).toEqual([]);
});
