import { fillRoute } from './fill-route.ts';
import type { BuildContext, BuiltRequest, Knowledge } from './operation.ts';

/**
 * A thing that must be known before a request can be built.
 *
 * @throws Error when it is not known: the caller has not looked at the operation's `needs`
 */
export function knownValue(context: BuildContext, key: keyof Knowledge): string {
  const value = context.known[key];
  if (value === undefined) {
    throw new Error(
      `building a request: ${key} is not known for user ${context.userId}; ` +
        `right would be to send an operation that gives ${key} first (see preparationFor)`,
    );
  }
  return value;
}

/** How a request on one known thing differs from a plain one. */
interface RequestOnKnown {
  /** Name of the id in the route; `id` by default. */
  readonly parameter?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Makes the body; without it the request has none. */
  body?(context: BuildContext): string;
}

/**
 * Builds requests on one known thing, whose id goes into the route.
 *
 * @example ofKnown('dealId') for /api/v1/deals/{id}
 */
export function ofKnown(
  key: keyof Knowledge,
  { parameter = 'id', query, body }: RequestOnKnown = {},
): (context: BuildContext, pathPattern: string) => BuiltRequest {
  // Filled in anew for each request: a new object each time would be a cost.
  const parameters: Record<string, string> = { [parameter]: '', ...query };
  return (context, pathPattern) => {
    parameters[parameter] = knownValue(context, key);
    const path = fillRoute(pathPattern, parameters);
    return body === undefined ? { path } : { path, body: body(context) };
  };
}
