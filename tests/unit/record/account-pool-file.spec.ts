import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { accountPoolPath, noteAccounts, notedAccounts } from '../../../src/record/account-pool-file.ts';

const BASE_URL = 'http://desk.test:8080';
const seen = (...names: string[]) =>
  names.map((name) => ({ email: `${name}@example.com`, userId: `${name}-1`, dealershipId: 'd' }));
const none = new Map<string, string>();
const emails = (folder: string, baseUrl = BASE_URL) =>
  [...notedAccounts(folder, baseUrl).accounts.keys()].sort();

test('accounts are noted by target, and add up over runs', async () => {
  const folder = test.info().outputPath('reports');
  expect(notedAccounts(folder, BASE_URL)).toEqual({ accounts: new Map(), fault: undefined });
  await noteAccounts(folder, BASE_URL, seen('a', 'b'), none);
  await noteAccounts(folder, BASE_URL, seen('b', 'c'), none);
  await noteAccounts(folder, 'http://other.test', seen('x'), none);
  expect(emails(folder)).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
  expect(emails(folder, 'http://other.test')).toEqual(['x@example.com']);
});

test('what was noted of a target that was reset is forgotten', async () => {
  const folder = test.info().outputPath('reports');
  await noteAccounts(folder, BASE_URL, seen('a', 'b', 'c'), none);
  await noteAccounts(folder, 'http://other.test', seen('x'), none);
  // Two processes of a run have found the reset, and each has made its own accounts anew.
  const lost = notedAccounts(folder, BASE_URL).accounts;
  const anew = (name: string) => ({ email: `${name}@example.com`, userId: `${name}-2`, dealershipId: 'd' });
  await noteAccounts(folder, BASE_URL, [anew('a')], lost);
  await noteAccounts(folder, BASE_URL, [anew('b')], lost);
  expect(emails(folder)).toEqual(['a@example.com', 'b@example.com']);
  expect(emails(folder, 'http://other.test')).toEqual(['x@example.com']);
});

test('runs that note accounts at the same time lose none', async () => {
  const folder = test.info().outputPath('reports');
  const names = Array.from({ length: 8 }, (_, index) => `user-${index}`);
  await noteAccounts(folder, BASE_URL, [], none);
  await Promise.all(names.map((name) => noteAccounts(folder, BASE_URL, seen(name), none)));
  expect(emails(folder)).toEqual(names.map((name) => `${name}@example.com`));
});

test('a damaged file is a fault in one line, and is written anew', async () => {
  const folder = test.info().outputPath('reports');
  await noteAccounts(folder, BASE_URL, seen('a'), none);
  for (const text of [
    '{"version": 1, "targ',
    '[]',
    '{"version":1,"targets":{"x":{"e":5}}}',
    '{"version":2}',
  ]) {
    writeFileSync(accountPoolPath(folder), text);
    const { accounts: known, fault } = notedAccounts(folder, BASE_URL);
    expect([known.size, fault?.includes('\n')], text).toEqual([0, false]);
  }
  await noteAccounts(folder, BASE_URL, seen('b'), none);
  expect(notedAccounts(folder, BASE_URL)).toEqual({
    accounts: new Map([['b@example.com', 'b-1']]),
    fault: undefined,
  });
});

test('the file keeps the targets that were used last', async () => {
  const folder = test.info().outputPath('reports');
  for (let port = 1; port <= 22; port += 1)
    await noteAccounts(folder, `http://localhost:${port}`, seen('a'), none);
  const { targets } = JSON.parse(readFileSync(accountPoolPath(folder), 'utf8')) as { targets: object };
  expect(Object.keys(targets).length).toBe(20);
  expect(emails(folder, 'http://localhost:2')).toEqual([]);
  expect(emails(folder, 'http://localhost:22')).toEqual(['a@example.com']);
});
