import type { Exchange } from './exchange.ts';

type Headers = Exchange['headers'];

/** A limit that a target announces. */
export interface AnnouncedLimit {
  /** Requests in one minute; of several limits the tightest. */
  readonly perMinute: number;
  /** Requests of the limit itself, in its window. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** Requests that are left; undefined where nothing says so. */
  readonly remaining: number | undefined;
}

/** What counts where a limit names no window. */
const WINDOW_SECONDS = 60;

const LIMIT_HEADERS = [
  'ratelimit-policy',
  'ratelimit-limit',
  'x-ratelimit-limit',
  'x-rate-limit-limit',
  'ratelimit',
];
const REMAINING_HEADERS = ['ratelimit-remaining', 'x-ratelimit-remaining', 'x-rate-limit-remaining'];

/**
 * Reads the limit that a reply announces, in any of the forms in use: `X-RateLimit-Limit: 100`, `100, 100;w=60`,
 * `RateLimit: limit=100, remaining=50`, `RateLimit-Policy: "default";q=100;w=60`. The drafts of the IETF
 * (draft-ietf-httpapi-ratelimit-headers) have changed the form several times.
 *
 * @returns undefined when there is none
 */
export function announcedLimit(headers: Headers): AnnouncedLimit | undefined {
  const policies = LIMIT_HEADERS.flatMap((name) => itemsOf(textOf(headers, name)).flatMap(policyOf));
  // A limit without a window repeats one that has its window next to it.
  const withWindow = policies.filter(({ seconds }) => seconds !== undefined);
  const counting = withWindow.length > 0 ? withWindow : policies;
  const [tightest] = counting
    .map(({ limit, seconds: windowSeconds = WINDOW_SECONDS }) => ({
      limit,
      windowSeconds,
      perMinute: (limit * 60) / windowSeconds,
    }))
    .sort((a, b) => a.perMinute - b.perMinute);
  return tightest && { ...tightest, remaining: remainingOf(headers) };
}

/** How long a reply asks to wait, in seconds; undefined when it does not say. It may be a number or a date. */
export function retryAfterSeconds(headers: Headers, nowMs = Date.now()): number | undefined {
  const text = textOf(headers, 'retry-after').trim();
  if (/^\d+$/.test(text)) return Number(text);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}

/** Which limit refused a request, as the body of the gateway's 429 names it; undefined when it does not. */
export function refusedLimit(body: Buffer): string | undefined {
  const named = /"limit_type"\s*:\s*"(\w+)"/.exec(body.toString('utf8', 0, 500));
  return named?.[1];
}

/** `100;w=60` as `{ '': '100', w: '60' }`, `limit=5` as `{ limit: '5' }`. */
type Item = Readonly<Record<string, string>>;

function itemsOf(text: string): Item[] {
  if (text.trim() === '') return [];
  return text.split(',').map((item) =>
    Object.fromEntries(
      item.split(';').map((part) => {
        const [name = '', value] = part.split('=').map((piece) => piece.trim());
        return value === undefined ? ['', name] : [name.toLowerCase(), value];
      }),
    ),
  );
}

function policyOf(item: Item): { readonly limit: number; readonly seconds: number | undefined }[] {
  const limit = Number(item.q ?? item.limit ?? item['']);
  const seconds = Number(item.w);
  return limit > 0 ? [{ limit, seconds: seconds > 0 ? seconds : undefined }] : [];
}

function remainingOf(headers: Headers): number | undefined {
  const ofItems = itemsOf(textOf(headers, 'ratelimit')).map((item) => item.remaining ?? item.r);
  const texts = [...REMAINING_HEADERS.map((name) => textOf(headers, name)), ...ofItems];
  const numbers = texts.filter((text) => text !== undefined && text !== '').map(Number);
  return numbers.find((number) => number >= 0);
}

function textOf(headers: Headers, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}
