import type { Exchange } from './http/connection.ts';
import { readReply } from './http/read-reply.ts';
import type { BuildContext, Operation } from './operation.ts';

/**
 * Lets a user learn from the reply to a success, and notes what was made on the target. Most operations teach nothing:
 * their replies are not parsed.
 */
export function learnFromReply(
  operation: Operation,
  { body }: Pick<Exchange, 'body'>,
  { known, dealershipId }: BuildContext,
  created: (operation: Operation, id: string, dealershipId: string) => void,
): void {
  if (operation.learn === undefined && operation.creates === undefined) return;
  const reply = readReply(operation, body);
  operation.learn?.(reply, known);
  if (operation.creates === undefined || typeof reply !== 'object' || reply === null) return;
  const made = 'user' in reply && typeof reply.user === 'object' && reply.user !== null ? reply.user : reply;
  if ('id' in made && typeof made.id === 'string') created(operation, made.id, dealershipId);
}
