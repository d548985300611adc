import { Agent, request as openRequest } from 'node:http';

/** One request as the contract test sends it. */
export interface ContractRequest {
  readonly method: string;
  /** Path and query, without the origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON with its content type. */
  readonly json?: unknown;
  /** Sent without the member's access token. */
  readonly anonymous?: boolean;
  /** Sent as it is, with no content type but the one in `headers`. */
  readonly raw?: string | Buffer;
}

/** What came back, with repeated headers kept apart. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; a header sent twice has two values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

// Kept alive: hundreds of short exchanges would otherwise spend their time on connecting.
const keptAlive = new Agent({ keepAlive: true });

/**
 * Sends one request to `origin` and reads the whole answer. An answer that arrives while the body is still being
 * sent counts, even if the peer then closes the connection (as the contract allows for status 413). Rejects
 * when there is no answer within 10 s.
 */
export function exchange(origin: string, request: ContractRequest): Promise<Answer> {
  const payload = request.json === undefined ? request.raw : JSON.stringify(request.json);
  const isLarge = payload !== undefined && payload.length > 1_000_000;
  return new Promise((resolve, reject) => {
    const outgoing = openRequest(new URL(request.path, origin), {
      method: request.method,
      // A connection that is closed in the middle of a large body must not be handed to the next request.
      agent: isLarge ? false : keptAlive,
      timeout: 10_000,
      headers: {
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) }),
        ...request.headers,
      },
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      const finish = () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: new Map(Object.entries(incoming.headersDistinct).map(([name, all]) => [name, all ?? []])),
          body: Buffer.concat(chunks).toString('utf8'),
        });
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', finish);
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${label(request)}: no answer within 10 s`)));
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

function label(request: ContractRequest): string {
  return `${request.method} ${request.path}`;
}
