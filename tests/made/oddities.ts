import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Oddity, Passage } from './odd-proxy.ts';

// What servers and proxies do that HTTP allows, and that a client which was only tried on one server gets wrong.

/** Headers that ask the target for a reply that is not compressed, so that its body can be changed. */
export const PLAIN = { 'accept-encoding': 'identity' };

/** Sends hints before the reply, which is `103` and has no body. */
export const earlyHints: Oddity = async ({ ask, answer, response }) => {
  response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
  answer(await ask());
};

/** Sends `100 Continue` although nobody expects it. */
export const unaskedContinue: Oddity = async ({ ask, answer, response }) => {
  response.writeContinue();
  answer(await ask());
};

/** Speaks HTTP/1.0: the reply has no length, and ends with its connection. */
export const withoutLength: Oddity = async ({ ask, answerRaw }) => {
  const { status, headers, body } = await ask(PLAIN);
  answerRaw(`HTTP/1.0 ${status} OK\r\ncontent-type: ${headers['content-type']}\r\n\r\n`, body);
};

/** What a gateway answers that cannot reach the service behind it. */
export const unavailable: Oddity = ({ answer }) =>
  answer({ status: 503, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') });

/** Sends the reply in chunks. */
export const chunked: Oddity = async ({ ask, response }) => {
  const { status, headers, body } = await ask();
  response.writeHead(status, headers).write(body.subarray(0, 3));
  response.end(body.subarray(3));
};

/** Compresses each reply, whether the client asked for it or not. */
function compressed(coding: string, compress: (body: Buffer) => Buffer): Oddity {
  return async ({ ask, answer }) => {
    const { headers, body, ...reply } = await ask(PLAIN);
    answer({ ...reply, headers: { ...headers, 'content-encoding': coding }, body: compress(body) });
  };
}

/** Rewrites the type of a reply: types are the same in upper and lower case. */
const typeInCapitals: Oddity = async ({ ask, answer }) => {
  const { headers, ...reply } = await ask();
  answer({ ...reply, headers: { ...headers, 'content-type': 'Application/JSON; Charset=UTF-8' } });
};

/** Puts a byte order mark before each body. */
const byteOrderMark: Oddity = async ({ ask, answer }) => {
  const { body, ...reply } = await ask(PLAIN);
  answer({ ...reply, body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) });
};

/** Oddities after which every reply is still a good one, by what they are. */
export const harmlessOddities: Readonly<Record<string, Oddity>> = {
  'early hints': earlyHints,
  'an unasked 100 Continue': unaskedContinue,
  'a reply without a length, as of HTTP/1.0': withoutLength,
  'a reply in chunks': chunked,
  'gzip, asked for or not': compressed('gzip', gzipSync),
  'gzip in capitals': compressed('GZIP', gzipSync),
  brotli: compressed('br', brotliCompressSync),
  zstd: compressed('zstd', zstdCompressSync),
  'bare deflate': compressed('deflate', deflateRawSync),
  'a content type in capitals': typeInCapitals,
  'a byte order mark': byteOrderMark,
};

/** Answers the requests that this fits in another way; the others get their reply. */
export function onlyFor(fits: (passage: Passage) => boolean, otherwise: Oddity): Oddity {
  return async (passage) => {
    if (fits(passage)) await otherwise(passage);
    else passage.answer(await passage.ask());
  };
}
