import type { IncomingMessage, ServerResponse } from 'node:http';
import { FakeSignIn } from './fake-sign-in.ts';
import { json } from './small-server.ts';

/** A row as the API lists it. */
export type StoredRow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly dealership_id: string;
};

const COLLECTIONS = { deals: 'deals', customers: 'customers', 'inventory/vehicles': 'vehicles' } as const;
const ROUTE = /^\/api\/v1\/(deals|customers|inventory\/vehicles)(?:\/([^/?]+))?(?:\?(.*))?$/;

/** A target that keeps deals, customers and vehicles, lists them, and deletes them one by one. */
export class StoredStudio {
  readonly signIn = new FakeSignIn();
  /** Answers a request in another way when it returns true. */
  odd: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  deals: StoredRow[] = [];
  customers: StoredRow[] = [];
  vehicles: StoredRow[] = [];

  /** Ids of all that is kept. */
  get ids(): string[] {
    return [...this.deals, ...this.customers, ...this.vehicles].map(({ id }) => id);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.odd?.(request, response) === true) return;
    if (request.url === '/health') return json(response, 200, { status: 'healthy' });
    if (await this.signIn.answer(request, response)) return;
    if (request.headers.authorization !== this.signIn.authorization)
      return json(response, 401, { error: 'Invalid token' });
    const [, route = '', id, query = ''] = ROUTE.exec(request.url ?? '') ?? [];
    const name = COLLECTIONS[route as keyof typeof COLLECTIONS];
    if (name === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
    } else if (id === undefined) {
      const dealership = new URLSearchParams(query).get('dealership_id');
      json(
        response,
        200,
        this[name].filter((row) => dealership === null || row.dealership_id === dealership),
      );
    } else {
      const rest = this[name].filter((row) => row.id !== id);
      response.writeHead(rest.length < this[name].length ? 204 : 404).end();
      this[name] = rest;
    }
  }
}
