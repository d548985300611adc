import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { noteSecret } from '../../../src/base/secrets/known-secrets.ts';
import { maskFor } from '../../../src/base/secrets/mask.ts';
import { maskContent, redactFile, redactTrace } from '../../../src/run/redact-trace.ts';
import { HARD_PASSWORD } from '../../made/secret-writings.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln-_bmF0dXJl';

type Files = Readonly<Record<string, string | Uint8Array>>;

function zipped(files: Files): Uint8Array {
  const bytes = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(bytes));
}

/** A trace with these files, redacted. */
function redacted(files: Files): Record<string, Uint8Array> {
  const path = test.info().outputPath('trace.zip');
  writeFileSync(path, zipped(files));
  redactTrace(path);
  return unzipSync(readFileSync(path));
}

function texts(files: Readonly<Record<string, Uint8Array>>): string[] {
  return Object.values(files).map((bytes) => strFromU8(bytes));
}

test('web tokens are masked wherever they are in a trace: headers, bodies and stored snapshots', () => {
  const files = redacted({
    'trace.network': `{"name":"accept","value":"Bearer ${TOKEN}"}`,
    'trace.trace': `localStorage.setItem('autolytiq_access_token', '${TOKEN}')`,
    'resources/reply.json': `{"access_token":"${TOKEN}","refresh_token":"${TOKEN}"}`,
  });
  expect(texts(files)).toEqual([
    '{"name":"accept","value":"Bearer ***"}',
    "localStorage.setItem('autolytiq_access_token', '***')",
    '{"access_token":"***","refresh_token":"***"}',
  ]);
});

test('a password that the process knows is masked as it is typed, and as JSON writes it', () => {
  noteSecret(HARD_PASSWORD);
  const files = redacted({
    'trace.trace': `fill ${HARD_PASSWORD}, Käufer`,
    'resources/login.json': JSON.stringify({ pass: HARD_PASSWORD }),
  });
  expect(texts(files)).toEqual(['fill ***, Käufer', '{"pass":"***"}']);
});

test('a token that only the trace knows is masked in all its files, those before it too', () => {
  const files = redacted({
    'a.trace': "localStorage.setItem('t', 'opaque-4711-ünknown')",
    'resources/reply.json': JSON.stringify({ access_token: 'opaque-4711-ünknown' }),
    'z.network': '{"url":"/x?t=opaque-4711-%C3%BCnknown"}',
  });
  expect(texts(files)).toEqual([
    "localStorage.setItem('t', '***')",
    '{"access_token":"***"}',
    '{"url":"/x?t=***"}',
  ]);
});

test('archives and compressed files within a trace are masked too', () => {
  noteSecret(HARD_PASSWORD);
  const inner = zipped({ 'deep.txt': `deep ${HARD_PASSWORD}`, 'deep.gz': gzipSync(`gz ${HARD_PASSWORD}`) });
  const files = redacted({ 'resources/inner.zip': inner });
  const deep = unzipSync(files['resources/inner.zip'] ?? new Uint8Array());
  expect(strFromU8(deep['deep.txt'] ?? new Uint8Array())).toBe('deep ***');
  const unpacked = maskContent('', deep['deep.gz'] ?? new Uint8Array(), maskFor([]));
  expect(unpacked, 'nothing is left to mask').toBe(deep['deep.gz']);
});

test('pictures and fonts are kept byte by byte, and so is text in any language', () => {
  const picture = new Uint8Array([0xff, 0xd8, ...strToU8(TOKEN), 0x00, 0x80]);
  const files = redacted({ 'resources/page.jpeg': picture, 'resources/page.html': 'Käufer 買い手 €' });
  expect(files['resources/page.jpeg']).toEqual(picture);
  expect(strFromU8(files['resources/page.html'] ?? new Uint8Array())).toBe('Käufer 買い手 €');
});

test('any other file is masked in place, and one that only begins like an archive as well', () => {
  const path = test.info().outputPath('error-context.md');
  const mask = maskFor([HARD_PASSWORD]);
  for (const beginning of ['# page ', 'PK\u0003\u0004 ']) {
    writeFileSync(path, `${beginning}${HARD_PASSWORD}`);
    redactFile(path, mask);
    expect(readFileSync(path, 'utf8')).toBe(`${beginning}***`);
  }
});
