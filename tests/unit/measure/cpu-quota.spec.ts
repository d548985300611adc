import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { type CgroupPlaces, cpuThrottling } from '../../../src/measure/cpu-quota.ts';

/** The groups of a process as one text, and files below the mount. */
function places(groups: string, files: Readonly<Record<string, string>>): CgroupPlaces {
  const info = test.info();
  const found = { ofProcess: info.outputPath('self-cgroup'), mount: info.outputPath('mount') };
  write(found.ofProcess, groups);
  for (const [name, text] of Object.entries(files)) write(`${found.mount}/${name}`, text);
  return found;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** As version 2 writes it. */
const v2 = (us: number) =>
  `usage_usec 5000\nuser_usec 1\nsystem_usec 1\nnr_periods 9\nnr_throttled 3\nthrottled_usec ${us}\n`;
/** As version 1 writes it. */
const v1 = (ns: number) => `nr_periods 9\nnr_throttled 3\nthrottled_time ${ns}\nnr_bursts 0\nburst_time 0\n`;

test('the throttled time is that of the own group and of all groups above, in version 2', () => {
  const found = places('0::/pods/one\n', {
    'cpu.stat': 'usage_usec 12\n',
    'pods/cpu.stat': v2(4_000),
    'pods/one/cpu.stat': v2(1_500),
    'pods/two/cpu.stat': v2(900_000),
  });
  const throttled = cpuThrottling(found);
  expect(throttled?.()).toBe(5.5);
  write(`${found.mount}/pods/one/cpu.stat`, v2(31_500));
  expect(throttled?.()).toBe(35.5);
});

for (const controllers of ['cpu', 'cpu,cpuacct']) {
  test(`version 1 counts in nanoseconds, in the hierarchy of ${controllers}`, () => {
    const groups = `5:memory:/box\n2:${controllers}:/box\n0::/\n`;
    const found = places(groups, {
      [`${controllers}/cpu.stat`]: v1(0),
      [`${controllers}/box/cpu.stat`]: v1(2_500_000),
    });
    expect(cpuThrottling(found)?.()).toBe(2.5);
  });
}

test('a container that does not see the path of its group reads the top, which is its group', () => {
  const found = places('0::/kubepods/pod7/abc\n', { 'cpu.stat': v2(7_000) });
  expect(cpuThrottling(found)?.()).toBe(7);
});

test('nothing is known of a moment at which one of the files cannot be read', () => {
  const found = places('0::/one\n', { 'cpu.stat': v2(4_000), 'one/cpu.stat': v2(1_500) });
  const throttled = cpuThrottling(found);
  rmSync(`${found.mount}/one/cpu.stat`);
  expect(throttled?.()).toBeUndefined();
  write(`${found.mount}/one/cpu.stat`, v2(2_500));
  expect(throttled?.()).toBe(6.5);
});

test('without groups or without a quota nothing is known', () => {
  const nowhere = test.info().outputPath('nowhere');
  expect(cpuThrottling({ ofProcess: nowhere, mount: nowhere })).toBeUndefined();
  const unlimited = places('0::/\n', { 'cpu.stat': 'usage_usec 12\n' });
  expect(cpuThrottling(unlimited)).toBeUndefined();
});
