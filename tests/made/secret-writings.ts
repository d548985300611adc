/** A password with letters of several languages, quotes, a backslash, an emoji, and what addresses and pages escape. */
export const HARD_PASSWORD = 'Pä"ss\'w\\\\ö/r+d & <密码> 😀é%$1';

/** A token that is no JSON Web Token. */
export const OPAQUE_TOKEN = 'opq_9f/8e+7d=~c6b5.a4-Zm9v';

/** How programs write a secret, by what writes it. */
export const WRITINGS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in JSON': (secret) => JSON.stringify(secret).slice(1, -1),
  'in JSON within JSON': (secret) => JSON.stringify(JSON.stringify(secret)).slice(1, -1),
  'in JSON thrice': (secret) => JSON.stringify(JSON.stringify(JSON.stringify(secret))).slice(1, -1),
  'in JSON of ASCII letters': asciiJson,
  'in JSON of ASCII letters with capital digits': (secret) =>
    asciiJson(secret).replace(/\\u[\da-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
  'in JSON that escapes slashes': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'in JSON for a page': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  'in YAML between single quotes': (secret) => secret.replaceAll("'", "''"),
  'in JavaScript between single quotes': (secret) => secret.replace(/['\\]/g, '\\$&'),
  'as part of an address': encodeURIComponent,
  'as part of an address within an address': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'as part of an address, in small digits': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'in a form': (secret) => new URLSearchParams({ p: secret }).toString().slice(2),
  'in HTML': (secret) =>
    secret.replace(/[&<>"']/g, (letter) => (letter === "'" ? '&#39;' : (ENTITIES[letter] ?? letter))),
  'in HTML by numbers': (secret) =>
    secret.replace(/[^A-Za-z0-9]/gu, (letter) => `&#x${letter.codePointAt(0)?.toString(16)};`),
  'with accents as letters': (secret) => secret.normalize('NFD'),
  ...base64Writings('base64', (bytes) => bytes.toString('base64')),
  ...base64Writings('base64url', (bytes) => bytes.toString('base64url')),
  ...base64Writings('base64 as part of an address', (bytes) => encodeURIComponent(bytes.toString('base64'))),
  'in base64 of JSON': (secret) => Buffer.from(JSON.stringify({ a: secret, b: 1 })).toString('base64'),
  'in base64 of a form': (secret) =>
    Buffer.from(new URLSearchParams({ a: secret, b: '1' }).toString()).toString('base64'),
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function asciiJson(secret: string): string {
  return JSON.stringify(secret)
    .slice(1, -1)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What stands before a secret decides how base64 cuts it. */
function base64Writings(
  coding: string,
  encode: (bytes: Buffer) => string,
): Record<string, (secret: string) => string> {
  return Object.fromEntries(
    ['', 'u:', 'user:'].map((before) => [
      `in ${coding} after ${before.length} letters`,
      (secret: string) => encode(Buffer.from(`${before}${secret}; and more`)),
    ]),
  );
}
