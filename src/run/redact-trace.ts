import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A JSON Web Token: three parts of base64url, the first beginning with `{"`. */
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const MASK = '***';

/**
 * Takes passwords and tokens out of a Playwright trace, in place: it holds the headers and bodies of every request.
 * Pictures are left as they are (a password field shows dots).
 *
 * @param password also in its JSON form; undefined when there is none to look for
 */
export function redactTrace(path: string, password: string | undefined): void {
  const files = unzipSync(readFileSync(path));
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.(png|jpe?g|webp|woff2?)$/.test(name)) continue;
    const text = strFromU8(bytes, true);
    const clean = redactText(text, password);
    if (clean !== text) files[name] = strToU8(clean, true);
  }
  writeFileSync(path, zipSync(files, { level: 6 }));
}

/** Replaces tokens, and the password if given, by `***`. */
export function redactText(text: string, password: string | undefined): string {
  const withoutTokens = text.replaceAll(TOKEN, MASK);
  if (password === undefined || password === '') return withoutTokens;
  return withoutTokens.replaceAll(password, MASK).replaceAll(JSON.stringify(password).slice(1, -1), MASK);
}
