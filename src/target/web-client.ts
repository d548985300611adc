import { SuiteError } from '../base/suite-error.ts';
import { SHIM_NAMES, type ShimName } from '../settings/table/run-rows.ts';
import type { Target } from './environments/target.ts';
import { Connection } from './http/connection.ts';
import type { Exchange } from './http/exchange.ts';
import { LONGEST_FILE_BYTES, noAnswerWords, PREFLIGHT_TIMEOUT_MS } from './http/reply-limits.ts';
import { tlsAdvice } from './http/tls-advice.ts';

/** The page that every journey can start from: it needs no sign-in. */
const FIRST_PAGE = '/login';
/** Its address with quotes of either kind, or without, as minified pages have it. */
const SCRIPT = /<script\b[^>]*?\ssrc\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))/gi;
/** More redirects than that are a circle. */
const MOST_REDIRECTS = 5;
const CLIENT_BASE = /["'`]\/api\/v1["'`]/;
const REPEATED_VERSION = /["'`]\/v1\/auth\/login["'`]/;

/**
 * Checks that the web client's first page and its scripts are there, before a journey would wait for them in vain.
 *
 * @returns whether the client repeats the API's version in its requests: its base and its paths both have it
 * @throws SuiteError (WEB_CLIENT_MISSING) with the first file that is not there
 */
export async function checkWebClient({
  uiBaseUrl,
  tlsVerify,
}: Pick<Target, 'uiBaseUrl' | 'tlsVerify'>): Promise<{ readonly repeatsVersion: boolean }> {
  const first = uiBaseUrl + FIRST_PAGE;
  const page = await fetchText(first, tlsVerify);
  const scripts = [...page.body.matchAll(SCRIPT)].map(
    ([, double, single, bare]) => new URL(double ?? single ?? bare ?? '', page.url),
  );
  if (page.status !== 200 || !page.contentType.startsWith('text/html') || scripts.length === 0)
    throw await missing(first, page, 'a page with a script');
  const texts = await Promise.all(
    scripts
      .filter(({ origin }) => origin === new URL(page.url).origin)
      .map(async ({ href }) => {
        const script = await fetchText(href, tlsVerify);
        if (script.status !== 200 || script.contentType.startsWith('text/html'))
          throw await missing(href, script, 'a script');
        return script.body;
      }),
  );
  return { repeatsVersion: texts.some((text) => CLIENT_BASE.test(text) && REPEATED_VERSION.test(text)) };
}

/**
 * The shims that the client may get: those that were asked for, or under `auto` all for a client that repeats the version. A
 * journey then gives it those that it needs, and finds out whether any other client needs some.
 */
export function chosenShims(
  asked: 'auto' | 'none' | readonly string[],
  { repeatsVersion }: { readonly repeatsVersion: boolean },
): readonly ShimName[] {
  if (asked === 'none') return [];
  if (asked === 'auto') return repeatsVersion ? SHIM_NAMES : [];
  return SHIM_NAMES.filter((name) => asked.includes(name));
}

type Fetched = Pick<Exchange, 'status' | 'contentType' | 'failure'> & {
  /** Where it was found in the end. */
  readonly url: string;
  readonly body: string;
};

/** Fetches a text as a browser does: redirects are followed, as long as they stay on the host. */
async function fetchText(url: string, tlsVerify: boolean): Promise<Fetched> {
  let at = url;
  for (let redirects = 0; ; redirects += 1) {
    const { next, ...fetched } = await fetchOnce(at, tlsVerify);
    if (next === undefined || redirects === MOST_REDIRECTS) return fetched;
    at = next;
  }
}

async function fetchOnce(url: string, tlsVerify: boolean): Promise<Fetched & { readonly next?: string }> {
  const { origin, pathname, search } = new URL(url);
  const connection = new Connection(origin, {
    tlsVerify,
    answerTimeoutMs: PREFLIGHT_TIMEOUT_MS,
    longestReplyBytes: LONGEST_FILE_BYTES,
  });
  try {
    const { status, contentType, failure, body, headers } = await connection.send({
      method: 'GET',
      path: pathname + search,
      headers: ['accept', 'text/html,*/*'],
      body: undefined,
    });
    const { location } = headers;
    const next =
      status >= 300 && status < 400 && typeof location === 'string' ? new URL(location, url) : undefined;
    return {
      url,
      status,
      contentType,
      failure,
      body: body.toString('utf8'),
      ...(next?.origin === origin && { next: next.href }),
    };
  } finally {
    await connection.destroy();
  }
}

async function missing(
  url: string,
  { status, contentType, failure }: Fetched,
  right: string,
): Promise<SuiteError> {
  const ofTls = failure === undefined ? undefined : await tlsAdvice(url, 'UI_BASE_URL');
  const found =
    failure === undefined
      ? `${status} ${contentType}`
      : noAnswerWords(failure, PREFLIGHT_TIMEOUT_MS, LONGEST_FILE_BYTES);
  return new SuiteError('WEB_CLIENT_MISSING', {
    checked: `the web client, GET ${url}`,
    found: ofTls?.found ?? found,
    right: `${ofTls?.right ?? right}; UI_BASE_URL is the address of the client, JOURNEYS=none runs without journeys, JOURNEYS=auto where there is no client`,
  });
}
