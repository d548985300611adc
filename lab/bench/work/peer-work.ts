import type { SuccessCheck } from '../../../src/target/operation.ts';
import { BENCH_OPERATIONS, benchContext } from './workload.ts';

/** Prepared requests per operation that a peer draws from: as many as our own pools have. */
const VARIANTS = 64;

/** One of the five operations as data, for tools that cannot call our request builders. */
export interface PeerOperation {
  readonly id: string;
  readonly method: string;
  /** Prepared requests; `body` is empty for those without one. */
  readonly requests: readonly { readonly path: string; readonly body: string }[];
  readonly status: number;
  /** Prefix of the reply's content type. */
  readonly contentType: string;
  /** What the reply's body has to contain; a bracket has to be at its beginning. */
  readonly contains: string;
}

/** The same five operations, with the same bodies and checks, as data. */
export function peerWork(): readonly PeerOperation[] {
  const context = benchContext(0);
  return BENCH_OPERATIONS.map((operation) => ({
    id: operation.id,
    method: operation.method,
    requests: Array.from({ length: VARIANTS }, () => {
      const { path, body = '' } = operation.build(context, operation.path);
      return { path, body };
    }),
    status: operation.success.status[0] ?? 200,
    contentType: operation.success.contentType ?? '',
    contains: whatItHolds(operation.success),
  }));
}

function whatItHolds(success: SuccessCheck): string {
  if (success.shape === 'object') return `"${success.key.name}":`;
  if (success.shape === 'array') return '[';
  throw new Error(`bench: peers can check JSON replies only, found ${success.shape}`);
}

/** A made-up access token, as long as the product's. */
export const PEER_AUTHORIZATION = `Bearer ${'eyJhbGciOiJIUzI1NiJ9'.padEnd(360, 'abcdefghijklmnopqrstuvwxyz012345')}`;
