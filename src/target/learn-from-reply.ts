import type { Exchange } from './http/exchange.ts';
import { readReply } from './http/read-reply.ts';
import { type BuildContext, giftsOf, type Knowledge, type Operation } from './operation.ts';

/** What an operation teaches, worked out once: it is asked for after each success. */
interface Lesson {
  readonly learns: readonly { readonly key: keyof Knowledge; readonly path: readonly string[] }[];
  /** Where the id of the created thing stands. */
  readonly idPath: readonly string[];
  /** Whether the reply's `id` is all that is looked at. */
  readonly isIdOnly: boolean;
}

const lessons = new WeakMap<Operation, Lesson>();

/**
 * Lets a user learn from the reply to a success, and notes what was made on the target or deleted there. Most operations
 * teach nothing: their replies are not parsed.
 *
 * @param noted gets the id of the thing that the operation made (`creates`) or, for a DELETE, of the one that the user knew
 * @throws SyntaxError when the reply of an operation that teaches something is not JSON
 */
export function learnFromReply(
  operation: Operation,
  { body }: Pick<Exchange, 'body'>,
  { known, dealershipId }: Pick<BuildContext, 'known' | 'dealershipId'>,
  noted: (operation: Operation, id: string, dealershipId: string) => void,
): void {
  const { learns, forgets, creates, method } = operation;
  if (forgets !== undefined) {
    for (const key of forgets) {
      const id = known[key];
      if (method === 'DELETE' && id !== undefined) noted(operation, id, dealershipId);
      delete known[key];
    }
  }
  if (learns === undefined && creates === undefined) return;
  const lesson = lessonOf(operation);
  const reply = readReply(body, lesson.isIdOnly);
  for (const { key, path } of lesson.learns) {
    const text = textAt(reply, path);
    if (text !== undefined) known[key] = text;
  }
  const id = creates === undefined ? undefined : textAt(reply, lesson.idPath);
  if (id !== undefined) noted(operation, id, dealershipId);
}

function lessonOf(operation: Operation): Lesson {
  let lesson = lessons.get(operation);
  if (lesson === undefined) {
    const learns = giftsOf(operation).map((key) => ({
      key,
      path: (operation.learns?.[key] ?? '').split('.'),
    }));
    const idPath = learns[0]?.path ?? ['id'];
    const isIdOnly = [idPath, ...learns.map(({ path }) => path)].every((path) => path.join('.') === 'id');
    lesson = { learns, idPath, isIdOnly };
    lessons.set(operation, lesson);
  }
  return lesson;
}

/** The text at the end of a path of fields; undefined when there is none, or an empty one. */
function textAt(reply: unknown, path: readonly string[]): string | undefined {
  let value = reply;
  for (const field of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, field);
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}
