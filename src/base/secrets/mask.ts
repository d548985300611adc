import { base64Forms, LEAST_SECRET_BYTES, latin1, textForms } from './written-forms.ts';

/** What stands in place of a secret. */
export const MASK = '***';

/** A JSON Web Token: three parts of base64url, the first beginning with `{"`. */
const WEB_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** Replaces secrets by `***`, and in base64 by as many letters `A`, since another length could not be decoded. */
export interface Mask {
  /** Masks text. */
  text(text: string): string;
  /** Masks text or binary data; gives back the same object when there is no secret in it. */
  bytes(bytes: Uint8Array): Uint8Array;
}

/**
 * Makes a mask for these secrets in all the forms in which they can be written, and for all JSON Web Tokens.
 *
 * @param secrets those with fewer than {@link LEAST_SECRET_BYTES} bytes are left out
 */
export function maskFor(secrets: Iterable<string>): Mask {
  const patterns = new Map([...secrets].flatMap(variantsOf).map((secret) => [secret, patternOf(secret)]));
  // A secret may be part of a longer one, which has to be found as a whole.
  const longestFirst = [...patterns].sort(([a], [b]) => b.length - a.length).map(([, pattern]) => pattern);
  const maskLetters = (letters: string) =>
    longestFirst
      .reduce((masked, pattern) => masked.replace(pattern, replacement), letters)
      .replaceAll(WEB_TOKEN, MASK);
  return {
    text: (text) => {
      const letters = latin1(text);
      const masked = maskLetters(letters);
      return masked === letters ? text : Buffer.from(masked, 'latin1').toString('utf8');
    },
    bytes: (bytes) => {
      const letters = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      const masked = maskLetters(letters);
      return masked === letters ? bytes : Buffer.from(masked, 'latin1');
    },
  };
}

/** A letter with an accent can be one code point or two, and programs change one into the other. */
function variantsOf(secret: string): string[] {
  const variants = new Set([secret, secret.normalize('NFC'), secret.normalize('NFD')]);
  return [...variants].filter((variant) => Buffer.byteLength(variant) >= LEAST_SECRET_BYTES);
}

function patternOf(secret: string): RegExp {
  return new RegExp(`${textForms(secret)}|(?<base64>${base64Forms(secret).join('|')})`, 'g');
}

function replacement(found: string, base64: string | undefined): string {
  return base64 === undefined ? MASK : 'A'.repeat(found.length);
}
