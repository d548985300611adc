import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { WebClient, WebFile } from '../gateway/web-files.ts';
import type { Fault, FaultKind } from './fault-kind.ts';
import { largePicture } from './large-picture.ts';

/** The web client blocks its main thread when it opens a page. */
export const scriptFault: FaultKind = {
  name: 'script',
  place: 'page',
  example: '/deals:script+300',
  promise:
    'Whoever goes to the page `/deals` finds its main thread blocked for 300 ms, by `blockMainThread` in `/assets/faults/page-faults.js`; the page asks for its data after that. Only at the start.',
  amount: /^(\d{1,5})$/,
  effect: ([blockMs = 0], path) =>
    blockMs === 0 ? undefined : { on: 'page', page: { kind: 'script', path, blockMs } },
};

/** A page shows a large picture, and requests its data only after the picture has loaded. */
export const pictureFault: FaultKind = {
  name: 'picture',
  place: 'page',
  example: '/deals:picture+200',
  promise:
    'The page `/deals` shows a picture of 200 kB that no cache has, and asks for its data only when the picture is there. Only at the start.',
  amount: /^(\d{1,5})$/,
  effect: ([kilobytes = 0], path) =>
    kilobytes === 0 ? undefined : { on: 'page', page: { kind: 'picture', path, kilobytes } },
};

const SCRIPT = new URL('./web/page-faults.js', import.meta.url);

/** The web client with the faults of its pages: an additional script in the page, and pictures. */
export async function withWebFaults(client: WebClient, faults: readonly Fault[]): Promise<WebClient> {
  const ofPages = faults.flatMap(({ effect }) => (effect.on === 'page' ? [effect.page] : []));
  if (ofPages.length === 0) return client;
  const assets = new Map(client.assets);
  assets.set('faults/page-faults.js', asFile('text/javascript; charset=utf-8', await readFile(SCRIPT)));
  for (const fault of ofPages) {
    if (fault.kind !== 'picture') continue;
    assets.set(`faults/picture-${fault.kilobytes}.png`, asFile('image/png', largePicture(fault.kilobytes)));
  }
  const told = JSON.stringify(ofPages).replaceAll('"', '&quot;');
  // Before every other script of the page.
  const script = `<head><script src="/assets/faults/page-faults.js" data-faults="${told}"></script>`;
  const page = client.index.plain.toString('utf8').replace('<head>', script);
  return { ...client, assets, index: asFile(client.index.contentType, Buffer.from(page)) };
}

function asFile(contentType: string, plain: Buffer): WebFile {
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { contentType, etag, plain, brotli: undefined, gzip: undefined };
}
