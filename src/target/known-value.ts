import type { BuildContext, Knowledge } from './operation.ts';

/**
 * Looks up a thing that must be known before a request can be built.
 *
 * @throws Error when it is not known: the caller has not checked the operation's `needs`
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
