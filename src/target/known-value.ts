import type { BuildContext, Knowledge } from './operation.ts';

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

/** A text field of a reply, or undefined when the reply is no object or has no such text. */
export function replyText(reply: unknown, field: string): string | undefined {
  if (typeof reply !== 'object' || reply === null) return undefined;
  const value: unknown = Reflect.get(reply, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Keeps a text field of a reply under `key`; a reply without it leaves what was known. */
export function learnText(known: Knowledge, key: keyof Knowledge, reply: unknown, field: string): void {
  const value = replyText(reply, field);
  if (value !== undefined) known[key] = value;
}
