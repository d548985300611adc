import type { PeerOperation } from './peer-work.ts';
import type { WorkFile } from './work-file.ts';

/** The operation for tools that can send only one: it has a body, and a path without an id. */
export const ONE_OPERATION = 'tax.calculate';

/** That operation with one of its requests. */
export function oneOperation({
  operations,
}: WorkFile): PeerOperation & { readonly path: string; readonly body: string } {
  const operation = operations.find(({ id }) => id === ONE_OPERATION);
  const request = operation?.requests[0];
  if (operation === undefined || request === undefined)
    throw new Error(`bench: found no ${ONE_OPERATION} in the work; right would be one with a request`);
  return { ...operation, ...request };
}
