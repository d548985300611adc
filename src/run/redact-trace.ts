import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A JSON Web Token: three parts of base64url, the first beginning with `{"`. */
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const MASK = '***';

/**
 * Masks the password and all tokens in a Playwright trace, which holds the headers and bodies of every request. The file
 * is changed in place. Pictures stay as they are (a password field shows dots).
 *
 * @param password masked as it is and in its JSON form; undefined for none
 */
export function redactTrace(path: string, password: string | undefined): void {
  const files = unzipSync(readFileSync(path));
  for (const [name, bytes] of Object.entries(files)) {
    if (/\.(png|jpe?g|webp|woff2?)$/.test(name)) continue;
    const text = strFromU8(bytes, true);
    const clean = redactText(text, password && asBytes(password));
    if (clean !== text) files[name] = strToU8(clean, true);
  }
  writeFileSync(path, zipSync(files, { level: 6 }));
}

/** The text as a trace's files are read here: one letter for each byte, so that what is no text stays as it is. */
function asBytes(text: string): string {
  return strFromU8(strToU8(text), true);
}

/** Replaces tokens, and the password if there is one, by `***`. */
export function redactText(text: string, password: string | undefined): string {
  const withoutTokens = text.replaceAll(TOKEN, MASK);
  if (password === undefined || password === '') return withoutTokens;
  return withoutTokens.replaceAll(password, MASK).replaceAll(JSON.stringify(password).slice(1, -1), MASK);
}
