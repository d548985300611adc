import type { Page, Route } from '@playwright/test';
import { loadWebClient, WEB_FOLDER } from '../../sandbox/gateway/web-files.ts';

const ORIGIN = 'http://desk.test';
const API = '/api/v1';
const DEALERSHIP = 'd-1';

/** An answer of the API. */
export interface ApiAnswer {
  /** 200 unless given. */
  readonly status?: number;
  readonly json: unknown;
}

/**
 * Opens the sandbox's web client for a signed-in user, with answers of the API that the test makes up.
 *
 * @param answer to a call such as `GET /deals?page=1&limit=10`: the path below /api/v1, without the dealership
 * @returns the calls of the API so far, in the order in which they came
 */
export async function openWebClient(
  page: Page,
  path: string,
  answer: (call: string) => ApiAnswer,
): Promise<readonly string[]> {
  const client = await loadWebClient(WEB_FOLDER);
  const calls: string[] = [];
  await page.route(`${ORIGIN}/**`, async (route: Route) => {
    const url = new URL(route.request().url());
    if (url.pathname.startsWith(`${API}/`)) {
      const call = nameOf(route.request().method(), url);
      calls.push(call);
      const { status = 200, json } = answer(call);
      return route.fulfill({ status, json });
    }
    const name = url.pathname.replace(/^\/assets\/(?:[0-9a-f]{12}\/)?/, '');
    const { plain, contentType } = client.assets.get(name) ?? client.index;
    return route.fulfill({ body: plain, contentType });
  });
  await page.addInitScript((token) => localStorage.setItem('autolytiq_access_token', token), accessToken());
  await page.goto(`${ORIGIN}${path}`);
  return calls;
}

function nameOf(method: string, url: URL): string {
  url.searchParams.delete('dealership_id');
  return `${method} ${url.pathname.slice(API.length)}${decodeURIComponent(url.search)}`;
}

/** As the client reads it; nobody checks the signature. */
function accessToken(): string {
  const exp = Math.floor(Date.now() / 1000) + 900;
  const claims = { user_id: 'u-1', email: 'ada@example.com', dealership_id: DEALERSHIP, exp };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
}

/** A deal as the API lists it. */
export function madeDeal(id: string, customerId = 'c-0') {
  const at = '2026-01-01T00:00:00Z';
  return {
    id,
    customer_id: customerId,
    vehicle_price: 20_000,
    status: 'draft',
    created_at: at,
    updated_at: at,
  };
}
