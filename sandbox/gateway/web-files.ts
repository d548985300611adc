import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file of the web client with its compressed forms, all in memory. */
export interface WebFile {
  readonly contentType: string;
  readonly etag: string;
  readonly plain: Buffer;
  /** Undefined if compression does not make it smaller. */
  readonly brotli: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

/** The web client: its page, and its other files by their path below `/assets/`. */
export interface WebClient {
  readonly index: WebFile;
  readonly assets: ReadonlyMap<string, WebFile>;
  /** Hash of all assets: changes when any of them changes. */
  readonly version: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
};

/** Modules of the client that come from packages, by their path below `/assets/`. */
const VENDOR: Readonly<Record<string, string>> = {
  'vendor/preact.js': 'preact',
  'vendor/hooks.js': 'preact/hooks',
  'vendor/htm.js': 'htm',
};

const pack = {
  brotli: promisify(brotliCompress),
  gzip: promisify(gzip),
};

/**
 * Reads and compresses the web client in `folder` (`index.html`, `assets/`). In the page every `/assets/` becomes
 * `/assets/<version>/`, so that browsers can cache these files forever.
 *
 * @throws Error when the folder has no `index.html`
 */
export async function loadWebClient(folder: string): Promise<WebClient> {
  const contents = new Map<string, Buffer>();
  const root = join(folder, 'assets');
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !(extname(entry.name) in CONTENT_TYPES)) continue;
    const path = join(entry.parentPath, entry.name);
    contents.set(relative(root, path).split(sep).join('/'), await readFile(path));
  }
  for (const [name, source] of Object.entries(VENDOR))
    contents.set(name, await readFile(new URL(import.meta.resolve(source))));

  const hash = createHash('sha256');
  for (const name of [...contents.keys()].sort()) hash.update(name).update(contents.get(name) ?? '');
  const version = hash.digest('hex').slice(0, 12);

  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const index = await webFile('index.html', Buffer.from(page.replaceAll('/assets/', `/assets/${version}/`)));
  const files = [...contents].map(async ([name, content]) => [name, await webFile(name, content)] as const);
  return { index, version, assets: new Map(await Promise.all(files)) };
}

async function webFile(name: string, content: Buffer): Promise<WebFile> {
  // Source maps are not served.
  const plain = Buffer.from(
    content.toString('latin1').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ''),
    'latin1',
  );
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  const [brotli, gzipped] = await Promise.all([pack.brotli(plain, options), pack.gzip(plain, { level: 9 })]);
  return {
    contentType: CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    brotli: brotli.length < plain.length ? brotli : undefined,
    gzip: gzipped.length < plain.length ? gzipped : undefined,
  };
}

/** The folder of the sandbox's own web client. */
export const WEB_FOLDER = fileURLToPath(new URL('../web', import.meta.url));
