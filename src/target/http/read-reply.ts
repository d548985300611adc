import type { Operation } from '../operation.ts';

/** An `id` that an object begins with, of what a UUID is made of. */
const LEADING_ID = /^\{"id":"([\w-]+)"/;
/** As far as a UUID reaches, with room: what is longer is parsed. */
const LOOKED_AT = 64;

/**
 * What a success says: its body as JSON, undefined when it is empty. Of an operation that nothing but the reply's `id` is
 * wanted of, that may be all that is there: the product's replies begin with it, and the rest need not be parsed.
 *
 * @throws SyntaxError when the body is no JSON
 */
export function readReply({ learnsIdOnly }: Pick<Operation, 'learnsIdOnly'>, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const id = learnsIdOnly === true ? LEADING_ID.exec(body.toString('latin1', 0, LOOKED_AT))?.[1] : undefined;
  return id === undefined ? JSON.parse(body.toString('utf8')) : { id };
}
