import { expect, test } from '@playwright/test';
import { bodyWords } from '../../../../src/target/http/body-words.ts';

for (const [body, words] of [
  ['', 'an empty body'],
  ['{"access_token":"ey', 'a body that is not JSON'],
  ['null', 'JSON: null'],
  ['{"a":1}', 'JSON: {"a":1}'],
] as const)
  test(`${JSON.stringify(body)} is ${words}`, () => {
    expect(bodyWords(Buffer.from(body), (json) => `JSON: ${JSON.stringify(json)}`)).toBe(words);
  });
