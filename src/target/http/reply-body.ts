import zlib from 'node:zlib';
import { isLoopback } from './loopback.ts';
import { LONGEST_REPLY_BYTES } from './reply-limits.ts';

/** A few kilobytes can be written that decompress to gigabytes. */
const LIMITED = { maxOutputLength: LONGEST_REPLY_BYTES };

const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: (body) => zlib.gunzipSync(body, LIMITED),
  'x-gzip': (body) => zlib.gunzipSync(body, LIMITED),
  deflate: inflate,
  br: (body) => zlib.brotliDecompressSync(body, LIMITED),
  zstd: (body) => zlib.zstdDecompressSync(body, LIMITED),
};

/**
 * What a browser sends as Accept-Encoding to this address, so that compressing is part of the load. Chromium asks for the
 * newer codings only where nobody between it and the server can break them: over TLS, and on this machine.
 *
 * @param address an http or https URL
 */
export function acceptEncoding(address: string): string {
  const isSafe = new URL(address).protocol === 'https:' || isLoopback(address);
  return isSafe ? 'gzip, deflate, br, zstd' : 'gzip, deflate';
}

/**
 * The body of a reply as its server meant it: decompressed, and without a byte order mark. A body that cannot be
 * decompressed, or only to more than {@link LONGEST_REPLY_BYTES}, comes back as it is, and then fails its check.
 *
 * @param coding Content-Encoding of the reply, or an empty string
 */
export function readableBody(body: Buffer, coding: string): Buffer {
  const text = coding === '' ? body : decompressed(body, coding);
  const hasMark = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
  return hasMark ? text.subarray(3) : text;
}

function decompressed(body: Buffer, coding: string): Buffer {
  const decode = DECODERS[coding.trim().toLowerCase()];
  // A reply without a body, e.g. a 204, may carry the header all the same.
  if (decode === undefined || body.length === 0) return body;
  try {
    return decode(body);
  } catch {
    return body;
  }
}

/** Some servers send the bare deflate stream, without the header that belongs around it; browsers take both. */
function inflate(body: Buffer): Buffer {
  return ((body[0] ?? 0) & 0x0f) === 8 ? zlib.inflateSync(body, LIMITED) : zlib.inflateRawSync(body, LIMITED);
}
