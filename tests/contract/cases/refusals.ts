import { randomUUID } from 'node:crypto';
import type { ContractDocument } from '../document/contract-document.ts';
import type { ContractCase, RequestBuilder } from './contract-case.ts';

/** What is common to the operations of the document: how each is asked well, and what it stands on. */
export interface OperationExample {
  readonly operationId: string;
  readonly build: RequestBuilder;
  /** The table without which its service is in trouble (status 500). */
  readonly table?: string;
  /** Whether its service is in trouble without the store (status 500). */
  readonly needsStore?: boolean;
}

// One byte more than the gateway's 10 MiB would do; a whole MiB more is beyond any question of counting.
const tooLargeBytes = 11 * 1024 * 1024;

/**
 * The refusals that every operation shares, for exactly those statuses that the document lists for it: 400, 401,
 * 404, 413, 415, 429, and 500 by taking away what the service stands on.
 */
export function sharedRefusals(
  document: ContractDocument,
  examples: readonly OperationExample[],
): ContractCase[] {
  return examples.flatMap((example) => {
    const documented = document.operations.get(example.operationId);
    if (documented === undefined) {
      throw new Error(
        `example for ${example.operationId}: no such operation in the document; correct the name`,
      );
    }
    const offered = [...refusals(example, documented.path, documented.needsToken)];
    return offered.filter(({ status }) => documented.responses.has(status));
  });
}

function* refusals(example: OperationExample, path: string, needsToken: boolean): Generator<ContractCase> {
  const { build } = example;
  const refusal = refusalsOf(example);
  yield refusal(
    400,
    'a malformed X-User-ID header is refused by the gateway',
    async (world) => {
      const request = await build(world);
      return world.send({ ...request, headers: { ...request.headers, 'x-user-id': 'somebody' } });
    },
    'INVALID_UUID',
  );
  if (needsToken) {
    yield refusal(
      401,
      'a request without a token is refused',
      async (world) => {
        const request = await build(world);
        const { authorization: _, ...headers } = request.headers ?? {};
        return world.send({ ...request, headers, anonymous: true });
      },
      'Missing authorization header',
    );
  }
  if (path.endsWith('Id}') || path.includes('{id}')) {
    yield refusal(404, 'an id that does not exist is not found', async (world) => {
      const request = await build(world);
      return world.send({ ...request, path: withUnknownId(request.path) });
    });
  }
  yield refusal(
    413,
    'a body over 10 MiB is refused',
    async (world) => {
      const { method, path: target } = await build(world);
      const raw = `{"filler":"${'x'.repeat(tooLargeBytes)}"}`;
      return world.send({ method, path: target, raw, headers: { 'content-type': 'application/json' } });
    },
    'REQUEST_TOO_LARGE',
  );
  yield refusal(
    415,
    'a body that is neither JSON nor multipart is refused',
    async (world) => {
      const { method, path: target } = await build(world);
      return world.send({ method, path: target, raw: 'a=1', headers: { 'content-type': 'text/csv' } });
    },
    'UNSUPPORTED_MEDIA_TYPE',
  );
  yield refusal(
    429,
    'the first request over the limit is refused',
    async (world) => world.sendOverLimit(await build(world)),
    'Rate limit exceeded',
  );
  yield* failures(example);
}

/** What the service answers when something behind it is away. */
function* failures(example: OperationExample): Generator<ContractCase> {
  const { build, table } = example;
  const refusal = refusalsOf(example);
  if (table !== undefined) {
    yield refusal(500, `the service answers while its table ${table} is away`, async (world) => {
      const request = await build(world);
      return world.withTableAway(table, () => world.send(request));
    });
  }
  if (example.needsStore === true) {
    yield refusal(500, 'the service answers while the store is down', async (world) => {
      const request = await build(world);
      return world.withStoreDown(() => world.send(request));
    });
  }
}

function refusalsOf({ operationId }: OperationExample) {
  return (
    status: number,
    title: string,
    send: ContractCase['send'],
    bodyContains?: string,
  ): ContractCase => ({
    operationId,
    status,
    title,
    send,
    ...(bodyContains === undefined ? {} : { bodyContains }),
  });
}

function withUnknownId(path: string): string {
  const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;
  if (!uuid.test(path)) throw new Error(`path ${path} holds no UUID to replace; build it with a real id`);
  return path.replace(uuid, randomUUID());
}
