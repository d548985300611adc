import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { operations } from '../../src/target/catalogue.ts';
import type { Operation } from '../../src/target/operation.ts';
import { FakeSignIn } from './fake-sign-in.ts';
import { json, jsonOf } from './small-server.ts';

/** What came in for an operation, sign-ins of sessions left out. */
export interface Received {
  readonly operationId: string;
  readonly body: unknown;
}

const routes = operations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}(?:\\?.*)?$`),
}));

/** A target that answers each operation of the catalogue with a success, and remembers what it was sent. */
export class FakeDeskStudio {
  readonly received: Received[] = [];
  readonly #signIn = new FakeSignIn();

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A virtual user's request carries a trace, that of a session does not.
    const isOfSession = request.headers.traceparent === undefined;
    if (isOfSession && (await this.#signIn.answer(request, response))) return;
    const operation = routes.find(
      ({ operation: { method }, pattern }) => method === request.method && pattern.test(request.url ?? ''),
    )?.operation;
    if (operation === undefined) return json(response, 404, { error: 'no such route' });
    this.received.push({ operationId: operation.id, body: await jsonOf(request) });
    succeed(operation, response);
  }
}

function succeed({ success }: Operation, response: ServerResponse): void {
  const status = success.status[0] ?? 200;
  if (success.shape === 'empty') response.writeHead(status).end();
  else if (success.shape === 'array') json(response, status, []);
  else if (success.shape === 'text')
    response.writeHead(status, { 'content-type': 'text/plain' }).end(success.part);
  else {
    const id = randomUUID();
    // The reply to a registration names the user's id within its user.
    json(response, status, { id, user: { id }, refresh_token: 'r', [success.key.name]: id });
  }
}
