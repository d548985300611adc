import { expect, test } from '@playwright/test';
import { knownSecrets } from '../../../src/base/secrets/known-secrets.ts';
import { sourceAddress } from '../../../src/evidence/source-address.ts';

test('the place of a source has neither user nor password, and the password becomes a known secret', () => {
  const address = sourceAddress('postgres://ann:p%40ss-word@db:5433/desk?sslmode=require', ['postgres:']);
  expect(address?.place).toBe('db:5433/desk');
  expect([...knownSecrets()]).toContain('p@ss-word');
});

test('a password among the parameters becomes a known secret', () => {
  sourceAddress('postgres://db/desk?password=in-the-query', ['postgres:']);
  expect([...knownSecrets()]).toContain('in-the-query');
});

test('another protocol, and a text that is no address, give nothing', () => {
  for (const text of ['mysql://db/desk', 'db:5432', '', 'postgres://'])
    expect(sourceAddress(text, ['postgres:'])).toBeUndefined();
});
