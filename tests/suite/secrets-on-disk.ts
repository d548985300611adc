import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** Archives within archives are opened this deep, and so is base64. */
const DEPTH = 4;
const WEB_TOKEN = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/;
/** What is left of a token that only lost its beginning. */
const REST_OF_TOKEN = /eyJ[\w-]{40,}\.[\w-]{20,}/;

/**
 * Files below a folder, and files within its archives, in which a secret can be read by whoever decodes what they say,
 * or a web token. The search has nothing in common with the code that masks secrets.
 */
export function secretsOnDisk(folder: string, ...secrets: readonly string[]): string[] {
  const isFound = readerOf(secrets);
  return filesBelow(folder).flatMap((file) => [
    ...(isFound(Buffer.from(file)) ? [`the name of ${file}`] : []),
    ...secretsIn(file, readFileSync(file), isFound, DEPTH),
  ]);
}

/** Command lines of these processes in which a secret can be read. On Linux only, where /proc has them. */
export function secretsInCommandLines(pids: readonly number[], ...secrets: readonly string[]): string[] {
  const isFound = readerOf(secrets);
  return pids.flatMap((pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`);
      return isFound(line) ? [line.toString().replaceAll('\0', ' ')] : [];
    } catch {
      // The process has ended.
      return [];
    }
  });
}

/** Names of the archives below a folder. */
export function archivesBelow(folder: string): string[] {
  return filesBelow(folder).filter((file) => file.endsWith('.zip'));
}

type Reader = (bytes: Uint8Array) => boolean;

/** The places in a file where a secret is: its name, followed by the way through archives and base64. */
function secretsIn(name: string, bytes: Uint8Array, isFound: Reader, depth: number): string[] {
  const found = isFound(bytes) ? [name] : [];
  if (depth === 0) return found;
  const pieces = piecesOf(bytes);
  const inPieces = pieces.length > 0 && isFoundIn(pieces, isFound) ? [`${name}: base64`] : [];
  // Large data may be an archive.
  const large = pieces
    .filter((piece) => piece.length > 1000)
    .map((piece): Inside => ['base64', Buffer.from(piece, 'base64')]);
  const inside = [...unpacked(bytes), ...large];
  return [
    ...found,
    ...inPieces,
    ...inside.flatMap(([where, inner]) => secretsIn(`${name}: ${where}`, inner, isFound, depth - 1)),
  ];
}

type Inside = [where: string, bytes: Uint8Array];

function unpacked(bytes: Uint8Array): Inside[] {
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b)
      return Object.entries(unzipSync(bytes)).flatMap(([name, inner]): Inside[] => [
        ['a name', Buffer.from(name)],
        [name, inner],
      ]);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [['gzip', gunzipSync(bytes)]];
  } catch {
    // It only looks like an archive.
  }
  return [];
}

/** All that may be base64; nothing in what is no text. */
function piecesOf(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString('latin1');
  if (!/^[\t\n\r\u0020-\u007e\u0080-\u00ff]*$/.test(text.slice(0, 1000))) return [];
  return plainBase64(text).match(/[\w+/-]{8,}/g) ?? [];
}

/** Whether base64 says a secret. Letters before it may belong to something else, so it begins at any of four. */
function isFoundIn(pieces: readonly string[], isFound: Reader): boolean {
  return [0, 1, 2, 3].some((from) => {
    const parts = pieces.flatMap((piece) => [Buffer.from(piece.slice(from), 'base64'), Buffer.from('\n')]);
    return isFound(Buffer.concat(parts));
  });
}

/** Base64 as it was before an address or JSON escaped it. */
function plainBase64(text: string): string {
  return text
    .replace(/%(?:25)*2b/gi, '+')
    .replace(/%(?:25)*2f/gi, '/')
    .replaceAll('\\/', '/');
}

function readerOf(secrets: readonly string[]): Reader {
  // A half of one would be found out too.
  const wanted = secrets.map(readable).flatMap((secret) => {
    const half = Math.ceil(secret.length / 2);
    return [secret.slice(0, half), secret.slice(half)];
  });
  return (bytes) => {
    const text = Buffer.from(bytes).toString('utf8');
    if (WEB_TOKEN.test(text) || REST_OF_TOKEN.test(text)) return true;
    const plain = readable(text);
    return wanted.some((part) => plain.includes(part));
  };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * A text as a reader would understand it: escapes of all kinds are resolved, again and again. Blanks, quotes and
 * backslashes are left out, since nobody can tell whether they belong to an escape.
 */
function readable(text: string): string {
  let plain = text;
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain
      .replace(/\\+u\{?([\da-f]{4,6})\}?/gi, (_, code: string) => letter(Number.parseInt(code, 16)))
      .replace(/(?:%[\da-f]{2})+/gi, (codes) =>
        Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'),
      )
      .replace(/&#(\d+);/g, (_, code: string) => letter(Number(code)))
      .replace(/&#x([\da-f]+);/gi, (_, code: string) => letter(Number.parseInt(code, 16)))
      .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
  }
  return plain.normalize('NFC').replace(/[\s+\\'"]/g, '');
}

/** Half of a pair of units becomes a letter together with the other half. */
function letter(code: number): string {
  return code < 0x10000 ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
