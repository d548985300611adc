import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const CONTRACT = new URL('../../contract/desk-studio.openapi.yaml', import.meta.url);

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

let read: ReadonlyMap<string, string> | undefined;

/** The name of each operation by method and route, as the contract has them. Read when a fault first needs it. */
function operations(): ReadonlyMap<string, string> {
  read ??= new Map(
    Object.entries((parse(readFileSync(CONTRACT, 'utf8'), { merge: true }) as Document).paths)
      .filter(([path]) => !path.startsWith('/ws/'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).flatMap(([method, { operationId }]) =>
          operationId === undefined
            ? []
            : [[`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, operationId]],
        ),
      ) as [string, string][],
  );
  return read;
}

/**
 * The operation that a route of the sandbox serves, such as `deals.list`.
 *
 * @param route such as `/api/v1/deals/:id`
 * @returns undefined for sockets and the files of the web client
 */
export function operationOf(method: string, route: string): string | undefined {
  return operations().get(`${method} ${route}`);
}

/** Whether the text names operations: one of them, a service, or `*` for all. */
export function isPlaceOfOperations(where: string): boolean {
  return [...operations().values()].some((operation) => concerns(where, operation));
}

/** Whether an operation is among those that the text names. */
export function concerns(where: string, operation: string): boolean {
  return where === '*' || where === operation || operation.startsWith(`${where}.`);
}
