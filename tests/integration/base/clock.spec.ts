import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { machineMs } from '../../../src/base/clock.ts';

test('all processes of a machine have its clock in common', () => {
  const script = 'const [s, ns] = process.hrtime(); process.stdout.write(String(s * 1000 + ns / 1e6))';
  const beforeMs = machineMs();
  const otherMs = Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
  expect(otherMs).toBeGreaterThan(beforeMs);
  expect(otherMs).toBeLessThan(machineMs());
});
