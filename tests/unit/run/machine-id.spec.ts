import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { machineId } from '../../../src/run/machine-id.ts';

test('a machine has one id, which tells it from others', () => {
  const [one, other] = ['one', 'other'].map((name) => {
    const path = test.info().outputPath(name);
    writeFileSync(path, `${name}\n`);
    return path;
  });
  expect(machineId(one)).toMatch(/^[0-9a-f]{12}$/);
  expect(machineId(one)).toBe(machineId(one));
  expect(machineId(one)).not.toBe(machineId(other));
});

test('a system without an id of its boot has none', () => {
  expect(machineId(test.info().outputPath('nothing'))).toBeUndefined();
});
