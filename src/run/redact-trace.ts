import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { knownSecrets, noteSecret } from '../base/secrets/known-secrets.ts';
import { type Mask, maskFor } from '../base/secrets/mask.ts';
import { findSecrets } from './find-secrets.ts';

/** Pictures, videos and fonts: nothing in them is written in letters (a password field shows dots). */
const NO_TEXT = /\.(png|jpe?g|gif|webp|webm|mp4|woff2?)$/i;

/**
 * Masks all secrets in a Playwright trace, which holds the headers and bodies of every request: those that this process
 * knows, and those that the requests of the trace carried, which are known from then on. The file is changed in place.
 */
export function redactTrace(path: string): void {
  const files = unzipSync(readFileSync(path));
  for (const [name, bytes] of Object.entries(files)) {
    if (NO_TEXT.test(name)) continue;
    for (const secret of findSecrets(Buffer.from(bytes).toString('utf8'))) noteSecret(secret);
  }
  writeFileSync(path, zipSync(maskFiles(files, maskFor(knownSecrets())), { level: 6 }));
}

/** Masks secrets in a file of any kind, in place; a file without any is not touched. */
export function redactFile(path: string, mask: Mask): void {
  const bytes = readFileSync(path);
  const masked = maskContent(path, bytes, mask);
  if (masked !== bytes) writeFileSync(path, masked);
}

/**
 * Masks secrets in the content of a file, in archives and compressed files too.
 *
 * @returns the same object when there is no secret in it
 */
export function maskContent(name: string, bytes: Uint8Array, mask: Mask): Uint8Array {
  if (NO_TEXT.test(name)) return bytes;
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return maskUnpacked(bytes, mask, maskZip);
  if (startsWith(bytes, [0x1f, 0x8b])) return maskUnpacked(bytes, mask, maskGzip);
  return mask.bytes(bytes);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** What only looks like an archive is masked like any other file. */
function maskUnpacked(
  bytes: Uint8Array,
  mask: Mask,
  unpackAndMask: (bytes: Uint8Array, mask: Mask) => Uint8Array,
): Uint8Array {
  try {
    return unpackAndMask(bytes, mask);
  } catch {
    return mask.bytes(bytes);
  }
}

function maskZip(bytes: Uint8Array, mask: Mask): Uint8Array {
  const files = unzipSync(bytes);
  const masked = maskFiles(files, mask);
  return Object.keys(files).every((name) => masked[name] === files[name])
    ? bytes
    : zipSync(masked, { level: 6 });
}

function maskGzip(bytes: Uint8Array, mask: Mask): Uint8Array {
  const content = gunzipSync(bytes);
  const masked = maskContent('', content, mask);
  return masked === content ? bytes : gzipSync(masked);
}

function maskFiles(files: Readonly<Record<string, Uint8Array>>, mask: Mask): Record<string, Uint8Array> {
  const masked = Object.entries(files).map(([name, bytes]) => [
    mask.text(name),
    maskContent(name, bytes, mask),
  ]);
  return Object.fromEntries(masked) as Record<string, Uint8Array>;
}
