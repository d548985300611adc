/**
 * Shorter secrets are not looked for: they would be found in words that are not secret, and in base64 by chance. Desk
 * Studio accepts no password of fewer than eight characters.
 */
export const LEAST_SECRET_BYTES = 5;

/**
 * Source of a pattern that finds a secret in text, however it was written: as it is, escaped once or more often for
 * JSON, JavaScript or YAML, percent-encoded in an address or a form, or with HTML's entities.
 *
 * The pattern is for text that has one letter for each byte (latin1 of UTF-8), so that it finds secrets in binary files.
 */
export function textForms(secret: string): string {
  const parts = secret.match(/\\+|[^\\]/gsu) ?? [];
  return parts
    .map((part) => (part.startsWith('\\') ? backslashForms(part.length) : letterForms(part)))
    .join('');
}

/** Escaping doubles backslashes: three times make eight of one. All repetitions have an end, or a text could slow the search down. */
function backslashForms(count: number): string {
  return `(?:\\\\{${count},${count * 8}}|(?:${[percentForms('\\'), unicodeForms('\\'), entityForms('\\')].join('|')}){${count}})`;
}

function letterForms(letter: string): string {
  const bytes = latin1(letter);
  // No encoder touches these, and most of a token consists of them: a plain pattern is a fast one.
  if (/^[A-Za-z0-9]$/.test(letter)) return letter;
  const forms = [
    `\\\\{0,15}${literal(bytes)}`,
    percentForms(letter),
    unicodeForms(letter),
    byteForms(letter),
    entityForms(letter),
    ...(SHORT_FORMS[letter] ?? []),
  ];
  return `(?:${forms.join('|')})`;
}

/** What only this letter can be written as. */
const SHORT_FORMS: Readonly<Record<string, readonly string[]>> = {
  ' ': ['\\+'],
  // YAML doubles it.
  "'": ["''", '&(?:amp;){0,3}apos;'],
  '"': ['&(?:amp;){0,3}quot;'],
  '&': ['&(?:amp;){1,4}'],
  '<': ['&(?:amp;){0,3}lt;'],
  '>': ['&(?:amp;){0,3}gt;'],
  '\n': ['\\\\{1,15}n'],
  '\r': ['\\\\{1,15}r'],
  '\t': ['\\\\{1,15}t'],
  '\b': ['\\\\{1,15}b'],
  '\f': ['\\\\{1,15}f'],
};

/** `%C3%BC`, and what becomes of it when that is encoded again. */
function percentForms(letter: string): string {
  return hexBytes(letter)
    .map((hex) => `%(?:25){0,3}${anyCase(hex)}`)
    .join('');
}

/** `\u00fc`, or two of them where JSON needs two, or `\u{fc}`. */
function unicodeForms(letter: string): string {
  const units = Array.from({ length: letter.length }, (_, index) => letter.charCodeAt(index));
  const pairs = units.map((unit) => `\\\\{1,15}u${anyCase(unit.toString(16).padStart(4, '0'))}`).join('');
  return `${pairs}|\\\\{1,15}u\\{0{0,6}${anyCase(codeOf(letter))}\\}`;
}

/** `\xc3\xbc` as logs write bytes, and `\xfc` as JavaScript and YAML write the letter. */
function byteForms(letter: string): string {
  const bytes = hexBytes(letter)
    .map((hex) => `\\\\{1,15}x${anyCase(hex)}`)
    .join('');
  const code = codeOf(letter);
  return code.length > 2 ? bytes : `${bytes}|\\\\{1,15}x${anyCase(code.padStart(2, '0'))}`;
}

/** `&#252;` or `&#xfc;`. */
function entityForms(letter: string): string {
  return `&(?:amp;){0,3}#(?:0{0,6}${letter.codePointAt(0)}|[xX]0{0,6}${anyCase(codeOf(letter))});`;
}

/**
 * Sources of patterns that find a secret within base64 or base64url. What stands before it decides which of three ways
 * its letters are cut into sixes of bits; the letters at both ends hold bits of others too and are left out.
 */
export function base64Forms(secret: string): string[] {
  const texts = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    asciiJson(secret),
    encodeURIComponent(secret),
    inForm(secret),
  ];
  const cores = texts.flatMap((text) => [0, 1, 2].map((before) => base64Core(Buffer.from(text), before)));
  return [...new Set(cores)].map((core) => core.replaceAll('+', PLUS).replaceAll('/', SLASH));
}

const PLUS = '(?:[-+]|%(?:25){0,3}2[bB]|\\\\{1,15}u002[bB])';
const SLASH = '(?:_|\\\\{0,15}\\x2f|%(?:25){0,3}2[fF]|\\\\{1,15}u002[fF])';

function base64Core(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const firstBit = before * 8;
  const lastBit = (before + bytes.length) * 8;
  return text.slice(Math.ceil(firstBit / 6), Math.floor(lastBit / 6));
}

/** JSON of ASCII letters alone, as some servers write it. */
function asciiJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function inForm(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** The text with one letter for each byte of its UTF-8. */
export function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function hexBytes(letter: string): string[] {
  return [...Buffer.from(letter, 'utf8')].map((byte) => byte.toString(16).padStart(2, '0'));
}

function codeOf(letter: string): string {
  return (letter.codePointAt(0) ?? 0).toString(16);
}

/** A pattern for hexadecimal digits in upper or lower case. */
function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
