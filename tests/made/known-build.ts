import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Oddity } from './odd-proxy.ts';

/** The web client of the known build: `snapshot-client.js`. */
export const KNOWN_CLIENT = readFileSync(join(import.meta.dirname, 'snapshot-client.js'), 'utf8');

/** In which points a client is as that of the known build; one that is not in any needs no help. */
export interface ClientQuirks {
  /** Its requests repeat the version: S1. */
  readonly repeatsVersion?: boolean;
  /** It expects lists inside objects: S2. */
  readonly wantsObjects?: boolean;
  /** It sends a deal in its own words: S4. */
  readonly ownWords?: boolean;
}

/** A client with these quirks alone. */
export function clientWith({ repeatsVersion, wantsObjects, ownWords }: ClientQuirks): string {
  const fixed = [
    [repeatsVersion, "'/v1/auth/", "'/auth/"],
    [wantsObjects, 'list[name]', 'list'],
    [wantsObjects, 'list.total', 'list.length'],
    [
      ownWords,
      "type: 'FINANCE',\n  status: 'PENDING',\n  sale_price: price",
      "dealership_id: 'd-1', status: 'draft', vehicle_price: price",
    ],
  ] as const;
  let client = KNOWN_CLIENT;
  for (const [isKept, quirk, right] of fixed) {
    if (!client.includes(quirk)) throw new Error(`the client of the known build has no ${quirk}`);
    if (isKept !== true) client = client.replaceAll(quirk, right);
  }
  return client;
}

/** The client's page, which its gateway also gives for a route that it does not know. */
export const KNOWN_PAGE =
  '<!doctype html><title>Desk Studio</title><div id="root"></div><script src="/assets/index.js"></script>';

const NOT_SERVED = /^\/api\/v1\/(?:inventory|messaging|showroom|tax)\b/;
const API = /^\/(?:api\/v1\/(?!v1\/)|health|ready|live|metrics)/;

/**
 * The target as the known build has it: with that build's web client, which repeats the version in its requests, and
 * without the services that its gateway does not serve.
 */
export const knownBuild: Oddity = async ({ request, response, ask, answer }) => {
  const { url = '' } = request;
  if (url === '/assets/index.js')
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(KNOWN_CLIENT);
  else if (NOT_SERVED.test(url)) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
  else if (API.test(url)) {
    // Its search of customers ignores the text (contract/gaps.md).
    request.url = url.replace(/(?<=\/customers\?.*)&?\bsearch=[^&]*/, '');
    answer(await ask());
  } else response.writeHead(200, { 'content-type': 'text/html' }).end(KNOWN_PAGE);
};
