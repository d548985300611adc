import { expect, test } from '@playwright/test';
import { maskFor } from '../../../../src/base/secrets/mask.ts';
import { processorMs } from '../../../made/processor-ms.ts';
import { HARD_PASSWORD, OPAQUE_TOKEN, WRITINGS } from '../../../made/secret-writings.ts';

const WEB_TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln-_bmF0dXJl';

/** The letters of base64, decoded, three at a time; without what stands around the secret. */
function partsOf(coded: string): string[] {
  const read = Buffer.from(decodeURIComponent(coded), 'base64').toString('latin1');
  const secret = read.replace(/^(user:|u:|\{"a":"|a=)/, '').replace(/(; and more|","b":1\}|&b=1)$/, '');
  return Array.from({ length: secret.length - 2 }, (_, at) => secret.slice(at, at + 3));
}

for (const [what, write] of Object.entries(WRITINGS)) {
  test(`secrets are masked ${what}`, () => {
    for (const secret of [HARD_PASSWORD, OPAQUE_TOKEN, 'LoadTest123!']) {
      const mask = maskFor([secret]);
      const text = `{"before":"ünder ${write(secret)} after"}`;

      const masked = mask.text(text);

      if (what.includes('base64')) {
        const [, coded = ''] = /^\{"before":"ünder (.*) after"\}$/.exec(masked) ?? [];
        const read = Buffer.from(decodeURIComponent(coded), 'base64').toString('latin1');
        for (const part of partsOf(write(secret))) expect(read).not.toContain(part);
      } else {
        expect(masked).toMatch(/^\{"before":"ünder [\\"]*\*{3}[\\"]* after"\}$/);
      }
      expect(mask.text(masked), 'a masked text stays as it is').toBe(masked);
      expect(Buffer.from(mask.bytes(Buffer.from(text))).toString()).toBe(masked);
    }
  });
}

test('a text without secrets is the same, in any language', () => {
  const mask = maskFor([HARD_PASSWORD]);
  const bytes = Buffer.from('Käufer 買い手 € \\"no\\" secret');
  expect(mask.text('Käufer 買い手 €')).toBe('Käufer 買い手 €');
  expect(mask.bytes(bytes)).toBe(bytes);
});

test('the bytes around a secret in a binary file stay', () => {
  const around = Buffer.from([0x00, 0xff, 0x80, 0xc3]);
  const masked = maskFor([HARD_PASSWORD]).bytes(Buffer.concat([around, Buffer.from(HARD_PASSWORD), around]));
  expect(Buffer.from(masked)).toEqual(Buffer.concat([around, Buffer.from('***'), around]));
});

test('a secret that contains another one is masked as a whole', () => {
  const mask = maskFor(['LoadTest', 'LoadTest123!']);
  expect(mask.text('LoadTest123! LoadTest')).toBe('*** ***');
});

test('a web token is masked even if nobody knows it', () => {
  expect(maskFor([]).text(`Bearer ${WEB_TOKEN}!`)).toBe('Bearer ***!');
});

test('a secret of a few letters masks nothing, since it would be found everywhere', () => {
  expect(maskFor(['', 'a', 'name']).text('{"name":"a"}')).toBe('{"name":"a"}');
});

test('base64 keeps its length, so that it can still be decoded', () => {
  const coded = Buffer.from(`user:${HARD_PASSWORD}`).toString('base64');
  const masked = maskFor([HARD_PASSWORD]).text(coded);
  expect(masked).toHaveLength(coded.length);
  expect(Buffer.from(masked, 'base64').toString()).toMatch(/^user:/);
});

test('backslashes without end do not slow the search down', async () => {
  const mask = () => maskFor(['\\\\\\"\\"\\"secret\\']).text('\\'.repeat(20_000));
  expect(await processorMs(mask)).toBeLessThan(3_000);
});
