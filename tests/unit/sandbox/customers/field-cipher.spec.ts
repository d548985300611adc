import { expect, test } from '@playwright/test';
import { FieldCipher } from '../../../../sandbox/customers/field-cipher.ts';

const key = Buffer.alloc(32, 7);
const cipher = new FieldCipher(key);

test('a field comes back as it went in', () => {
  for (const clear of ['1234', '5000.5', 'TX1234567', 'Łódź ✓']) {
    expect(cipher.decrypt(cipher.encrypt(clear))).toBe(clear);
  }
});

test('the stored text is the prefix and the base64 of nonce, ciphertext and tag', () => {
  const stored = cipher.encrypt('1234');
  expect(stored).toMatch(/^enc:v1:v1:[A-Za-z0-9+/]+=*$/);
  expect(Buffer.from(stored.slice('enc:v1:v1:'.length), 'base64')).toHaveLength(12 + 4 + 16);
  expect(stored).not.toContain('1234');
});

test('equal values are stored differently', () => {
  const stored = Array.from({ length: 50 }, () => cipher.encrypt('700'));
  expect(new Set(stored).size).toBe(50);
});

test('an empty field stays empty and text stored in clear comes back as it is', () => {
  expect(cipher.encrypt('')).toBe('');
  expect(cipher.decrypt('')).toBe('');
  expect(cipher.decrypt('700')).toBe('700');
});

test('an altered field, another key and an unknown version are errors', () => {
  const sealed = Buffer.from(cipher.encrypt('1234').slice(10), 'base64');
  sealed[13] = (sealed[13] ?? 0) ^ 1;
  expect(() => cipher.decrypt(`enc:v1:v1:${sealed.toString('base64')}`)).toThrow(/does not match its tag/);
  const other = new FieldCipher(Buffer.alloc(32, 8));
  expect(() => other.decrypt(cipher.encrypt('1234'))).toThrow(/PII_ENCRYPTION_KEY/);
  expect(() => cipher.decrypt('enc:v1:v2:AAAA')).toThrow(/starts with "enc:v1:v2:", expected "enc:v1:v1:"/);
  expect(() => cipher.decrypt('enc:v1:v1:AAAA')).toThrow(/3 bytes, expected at least 28/);
});

test('a key of another length is an error', () => {
  expect(() => new FieldCipher(Buffer.alloc(16))).toThrow(/16 bytes, expected 32/);
});
