import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { mapOnlyOwnFrames } from '../../../../src/run/playwright/plain-stacks.ts';

const frame = (file: string | undefined, written: string) => ({
  getFileName: () => file,
  toString: () => written,
});

/** A mapping as Playwright's, which notes the files that it was asked for. */
function fakeErrors() {
  const asked: (string | undefined)[] = [];
  const prepareStackTrace = (_error: Error, frames: ReturnType<typeof frame>[]): unknown => {
    asked.push(...frames.map((each) => each.getFileName()));
    return `Error: ${frames.map((each) => `\n    at mapped ${each}`).join('')}`;
  };
  return { errors: { prepareStackTrace }, asked };
}

test('only the frames of own files are looked up, and each stays in its place', () => {
  const { errors, asked } = fakeErrors();
  mapOnlyOwnFrames(errors);
  const frames = [
    frame('/suite/node_modules/playwright/lib/index.js', 'one'),
    frame('file:///suite/src/own.ts', 'two'),
    frame('node:internal/process', 'three'),
    frame(undefined, 'four'),
    frame('/suite/tests/own.spec.ts', 'five'),
  ];
  expect(errors.prepareStackTrace(new TypeError('no\n    at all'), frames)).toBe(
    ['TypeError: no', 'all', 'one', 'mapped two', 'three', 'four', 'mapped five'].join('\n    at '),
  );
  expect(asked).toEqual(['file:///suite/src/own.ts', '/suite/tests/own.spec.ts']);
});

test('a process that maps nothing keeps the stacks of Node', () => {
  const errors: Parameters<typeof mapOnlyOwnFrames>[0] = {};
  mapOnlyOwnFrames(errors);
  expect(errors).toEqual({});
});

test('a stack of this worker names the line of the TypeScript file, and the frames of packages', () => {
  const { stack = '' } = new Error('here');
  const source = readFileSync(import.meta.filename, 'utf8').split('\n');
  const line = source.findIndex((each) => each.includes("new Error('here')")) + 1;
  expect(stack.split('\n')[1]).toMatch(new RegExp(`plain-stacks\\.spec\\.ts:${line}:\\d+\\)?$`));
  expect(stack).toMatch(/node_modules[\\/]playwright/);
});
