import type { ApiUser } from '../../fixtures/api-user.ts';
import type { BurstRequest } from '../../src/bursts/burst-request.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { giftsOf, type Operation } from '../../src/target/operation.ts';

/** What a burst needs to know of those who send it. */
export type BurstSender = Pick<ApiUser, 'authorization' | 'headers'>;

/**
 * What a burst sends, again and again: with the tokens that its user has now, or with those that each sender has when its turn
 * comes.
 *
 * @param user takes what the burst makes
 * @param inTurn who sends; empty for a burst whose headers stay as they are
 */
export function requestOf(
  { target }: { readonly target: Pick<RunContext['target'], 'baseUrl' | 'tlsVerify'> },
  operation: Operation,
  user: Pick<ApiUser, 'context' | 'headers' | 'path' | 'take'>,
  inTurn: readonly BurstSender[],
): BurstRequest {
  const path = user.path(operation);
  const headersOf = headersByToken(operation);
  let count = 0;
  const keepsReplies =
    operation.creates !== undefined || giftsOf(operation).some((key) => operation.needs.includes(key));
  return {
    operation,
    origin: target.baseUrl,
    tlsVerify: target.tlsVerify,
    headers: user.headers(operation),
    next: () => {
      const sender = inTurn[count % inTurn.length];
      count += 1;
      return { ...operation.build(user.context, path), ...(sender && { headers: headersOf(sender) }) };
    },
    ...(keepsReplies && { onSuccess: (body: Buffer) => user.take(operation, body) }),
  };
}

/** The headers of a sender as names and values in turn. Only a new token changes them, so they are built once for each. */
function headersByToken(operation: Operation): (sender: BurstSender) => string[] {
  const built = new Map<string, string[]>();
  return (sender) => {
    const { authorization } = sender;
    const headers = built.get(authorization) ?? Object.entries(sender.headers(operation)).flat();
    built.set(authorization, headers);
    return headers;
  };
}
