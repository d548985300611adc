import { expect, test } from '@playwright/test';
import {
  databaseOfRun,
  forgetEmbeddedDatabase,
  shareEmbeddedDatabase,
} from '../../../src/evidence/embedded-database.ts';
import { Secret } from '../../../src/settings/secret.ts';

test('a process of a run asks the database of the embedded Desk Studio, else that of DATABASE_URL, else none', () => {
  const given = { databaseUrl: new Secret('postgres://given/desk') };
  const before = { ...process.env };
  expect(databaseOfRun({ databaseUrl: undefined }, {})).toBeUndefined();
  expect(databaseOfRun(given, {})?.reveal()).toBe('postgres://given/desk');
  shareEmbeddedDatabase(new Secret('postgres://embedded/desk'));
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !(name in before)));
  // A run after it in the same process, on another target, must not ask the database of this one.
  forgetEmbeddedDatabase();
  expect(process.env).toEqual(before);
  expect(databaseOfRun(given, own)?.reveal()).toBe('postgres://embedded/desk');
});
