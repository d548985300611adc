import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { KNOWN_CLIENT, KNOWN_PAGE } from './known-build.ts';
import { json, jsonOf } from './small-server.ts';

/** More than a page of the client. */
const DEALS = Array.from({ length: 12 }, (_, index) => ({ id: `deal-${index}` }));

const customer = (id: string, first_name: string, last_name: string) => ({
  id,
  first_name,
  last_name,
  email: `${first_name.toLowerCase()}@example.com`,
});
/** Two of them are told apart by their third letter. */
const CUSTOMERS = [customer('c-1', 'Grace', 'Hopper'), customer('c-2', 'Tony', 'Hoare')];

const VEHICLE = { id: 'v-1', year: 2023, make: 'Ford', model: 'Focus', status: 'available' };

/** The known build: its web client (`snapshot-client.js`) and the part of its API that the journeys use. */
export class SnapshotStudio {
  /** Whether its search of customers heeds the text; that of the known build does not (contract/gaps.md). */
  readonly #searches: boolean;
  readonly #client: string;
  readonly #vehicles: unknown[] | undefined;
  /** Bodies of the deals that the API took. */
  readonly dealsMade: unknown[] = [];

  /**
   * @param different what is not as in the known build: a search that heeds its text, a list of vehicles, another client
   */
  constructor({ searches = false, hasVehicles = false, client = KNOWN_CLIENT } = {}) {
    this.#searches = searches;
    this.#client = client;
    this.#vehicles = hasVehicles ? [VEHICLE] : undefined;
  }

  readonly answer: RequestListener = (request, response) => {
    void this.#answer(request, response);
  };

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0] ?? '';
    const reply = this.#api[`${request.method} ${path}`];
    if (reply !== undefined) return reply(response, await jsonOf(request), request.url);
    if (path === '/assets/index.js')
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(this.#client);
    // The gateway answers an unknown route with the client's page.
    else if (path.startsWith('/api/v1/inventory/'))
      json(response, this.#vehicles ? 200 : 404, this.#vehicles ?? { error: 'not found' });
    else response.writeHead(200, { 'content-type': 'text/html' }).end(KNOWN_PAGE);
  }

  readonly #api: Readonly<Record<string, (response: ServerResponse, body: unknown, url?: string) => void>> = {
    'POST /api/v1/auth/login': (response) => json(response, 200, { access_token: 'token' }),
    'GET /api/v1/auth/me': (response) => json(response, 200, { first_name: 'Ada' }),
    'GET /api/v1/deals': (response) => json(response, 200, DEALS),
    'GET /api/v1/customers': (response, _body, url = '') => {
      const text = new URL(url, 'http://any').searchParams.get('search') ?? '';
      const found = CUSTOMERS.filter(({ last_name }) => last_name.toLowerCase().includes(text.toLowerCase()));
      json(response, 200, this.#searches ? found : CUSTOMERS);
    },
    'POST /api/v1/deals': (response, body) => {
      const fits = ['dealership_id', 'customer_id', 'vehicle_price'].every((name) =>
        Object.hasOwn(Object(body), name),
      );
      if (!fits) return json(response, 400, { error: 'Validation failed' });
      this.dealsMade.push(body);
      json(response, 201, { id: 'deal-new' });
    },
  };
}
