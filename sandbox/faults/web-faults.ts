import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { WebClient, WebFile } from '../gateway/web-files.ts';
import type { Fault } from './fault.ts';
import { largePicture } from './large-picture.ts';

const SCRIPT = new URL('./web/page-faults.js', import.meta.url);

/** The web client with the faults of its pages: an additional script in the page, and pictures. */
export async function withWebFaults(client: WebClient, faults: readonly Fault[]): Promise<WebClient> {
  const ofPages = faults.filter((fault) => fault.kind !== 'db');
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
