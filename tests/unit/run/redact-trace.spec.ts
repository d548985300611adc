import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { redactText, redactTrace } from '../../../src/run/redact-trace.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln-_bmF0dXJl';
const PASSWORD = 'Pa$s"w\\ord';

/** A trace with these files, redacted. */
function redacted(files: Record<string, string | Uint8Array>, password?: string) {
  const path = test.info().outputPath('trace.zip');
  const bytes = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  writeFileSync(path, zipSync(Object.fromEntries(bytes)));
  redactTrace(path, password);
  return unzipSync(readFileSync(path));
}

test('tokens are masked wherever they are in a trace: headers, bodies and stored snapshots', () => {
  const files = redacted({
    'trace.network': `{"name":"authorization","value":"Bearer ${TOKEN}"}`,
    'trace.trace': `localStorage.setItem('autolytiq_access_token', '${TOKEN}')`,
    'resources/reply.json': `{"access_token":"${TOKEN}","refresh_token":"${TOKEN}"}`,
  });
  expect(Object.values(files).map((bytes) => strFromU8(bytes))).toEqual([
    '{"name":"authorization","value":"Bearer ***"}',
    "localStorage.setItem('autolytiq_access_token', '***')",
    '{"access_token":"***","refresh_token":"***"}',
  ]);
});

test('the password is masked as it is typed and as JSON writes it', () => {
  const files = redacted(
    { 'trace.trace': `fill ${PASSWORD}`, 'resources/login.json': JSON.stringify({ password: PASSWORD }) },
    PASSWORD,
  );
  expect(strFromU8(files['trace.trace'] ?? new Uint8Array())).toBe('fill ***');
  expect(strFromU8(files['resources/login.json'] ?? new Uint8Array())).toBe('{"password":"***"}');
});

test('a password with letters of any language is masked too', () => {
  const password = 'Pässwörd123 密码';
  const files = redacted(
    { 'trace.trace': `fill ${password}, Käufer`, 'resources/login.json': JSON.stringify({ password }) },
    password,
  );
  expect(strFromU8(files['trace.trace'] ?? new Uint8Array())).toBe('fill ***, Käufer');
  expect(strFromU8(files['resources/login.json'] ?? new Uint8Array())).toBe('{"password":"***"}');
});

test('pictures and fonts are kept byte by byte, and so is text in any language', () => {
  const picture = new Uint8Array([0xff, 0xd8, ...strToU8(TOKEN), 0x00, 0x80]);
  const files = redacted(
    { 'resources/page.jpeg': picture, 'resources/page.html': 'Käufer 買い手 €' },
    'secret',
  );
  expect(files['resources/page.jpeg']).toEqual(picture);
  expect(strFromU8(files['resources/page.html'] ?? new Uint8Array())).toBe('Käufer 買い手 €');
});

test('without a password only tokens are masked', () => {
  expect(redactText(`user anna, ${TOKEN}`, undefined)).toBe('user anna, ***');
  expect(redactText('user anna', '')).toBe('user anna');
});
