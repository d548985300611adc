import { expect, test } from '@playwright/test';
import { checkDescriptors } from '../../../src/run/enough-descriptors.ts';

test('a limit of open files that is too low for the users is refused with the numbers that would do', () => {
  expect(() => checkDescriptors({ peakVus: 300 }, 256)).toThrow(
    /^\[BAD_SETTING\] checked: the limit of open files \(ulimit -n\) for the virtual users .*\. Found: 256 files, and 300 users need (\d+)\. Right would be: a higher limit, `ulimit -n \1` .*, or (\d+) users at most\.$/,
  );
});

test('both numbers are right: with either of them the run may begin', () => {
  const message = complaintOf(300, 256);
  const [, files = '', users = ''] = /ulimit -n (\d+)`.* or (\d+) users/.exec(message) ?? [];
  expect(() => checkDescriptors({ peakVus: 300 }, Number(files))).not.toThrow();
  expect(() => checkDescriptors({ peakVus: Number(users) }, 256)).not.toThrow();
  expect(complaintOf(300, Number(files) - 1)).toContain('[BAD_SETTING]');
  expect(complaintOf(Number(users) + 1, 256)).toContain('[BAD_SETTING]');
});

test('the open model counts the users that it may have at most', () => {
  const arrivals = { perSecond: 5, pattern: 'even', stages: [], users: 10, maxUsers: 5_000 } as const;
  expect(() => checkDescriptors({ peakVus: 10, arrivals }, 1_024)).toThrow('5,000 users need');
});

test('each account that ACCOUNTS asks for has a connection', () => {
  expect(() => checkDescriptors({ peakVus: 300 }, 600)).not.toThrow();
  expect(() => checkDescriptors({ peakVus: 300 }, 600, 300)).toThrow(/300 users need 7\d\d\./);
});

test('the limit of this process is enough for a few users', () => {
  expect(() => checkDescriptors({ peakVus: 3 })).not.toThrow();
});

function complaintOf(peakVus: number, limit: number): string {
  try {
    checkDescriptors({ peakVus }, limit);
  } catch (error) {
    return String(error);
  }
  return 'nothing was refused';
}
