import { fillRoute } from '../fill-route.ts';
import { knownValue } from '../known-value.ts';
import type { BuildContext, Knowledge, Operation, ServiceName } from '../operation.ts';
import { emptyReply, objectWith } from '../success-checks.ts';

/**
 * An operation as the tables in this folder have it. `operationsFrom` adds what is left out here: by default an
 * operation is sent signed in, a DELETE answers with an empty body, and any other with an object that has an `id`.
 */
export interface Entry extends Partial<Omit<Operation, 'id' | 'service' | 'method' | 'path' | 'build'>> {
  /** Method and route template, as in the OpenAPI document. */
  readonly route: `${Operation['method']} /${string}`;
  /** Values of the route's placeholders and of its query. By default a placeholder takes the id that is kept. */
  parameters?(context: BuildContext): Readonly<Record<string, string>>;
  /** JSON text; without it the request has no body. */
  body?(context: BuildContext): string;
}

/**
 * Makes the operations of a service from their table.
 *
 * @param entries by id of the operation, e.g. `deals.create`
 * @param kept what the service's paths with a placeholder are about, e.g. `dealId`: those operations need it, the
 * operation that creates it gives it, and a DELETE forgets it
 */
export function operationsFrom(
  entries: Readonly<Record<`${ServiceName}.${string}`, Entry>>,
  kept?: keyof Knowledge,
): readonly Operation[] {
  return Object.entries(entries).map(([id, entry]) => operationFrom(id, entry, kept));
}

function operationFrom(id: string, entry: Entry, kept: keyof Knowledge | undefined): Operation {
  const { route, parameters, body, ...stated } = entry;
  const [method, path] = route.split(' ', 2) as [Operation['method'], string];
  const placeholder = /\{(\w+)\}/.exec(path)?.[1];
  const about = placeholder === undefined ? undefined : kept;
  return {
    id,
    service: id.slice(0, id.indexOf('.')) as ServiceName,
    method,
    path,
    rateTier: 'user+dealership',
    authenticated: true,
    success: method === 'DELETE' ? emptyReply() : objectWith('id', stated.creates === undefined ? 200 : 201),
    needs: about === undefined ? [] : [about],
    ...(kept !== undefined && kept === `${stated.creates}Id` && { learns: { [kept]: 'id' } }),
    ...(about !== undefined && method === 'DELETE' && { forgets: [about] }),
    ...stated,
    build: builder(parameters, body, placeholder, about),
  };
}

function builder(
  parameters: Entry['parameters'],
  body: Entry['body'],
  placeholder: string | undefined,
  about: keyof Knowledge | undefined,
): Operation['build'] {
  // Filled in anew for each request: a new object each time would be a cost.
  const values: Record<string, string> = {};
  return (context, pattern) => {
    let path = pattern;
    if (parameters !== undefined) path = fillRoute(pattern, parameters(context));
    else if (placeholder !== undefined && about !== undefined) {
      values[placeholder] = knownValue(context, about);
      path = fillRoute(pattern, values);
    }
    return body === undefined ? { path } : { path, body: body(context) };
  };
}

/** Asks a list or a search for the dealership that the user works at. */
export function ofHomeDealership({ homeDealershipId }: BuildContext): { dealership_id: string } {
  return { dealership_id: homeDealershipId };
}
