/** An `id` that an object begins with, made of the characters of a UUID. */
const LEADING_ID = /^\{"id":"([\w-]+)"/;
/** As far as a UUID reaches, with room: what is longer is parsed. */
const LOOKED_AT = 64;

/**
 * What the reply to a success says: its body as JSON, undefined when it is empty.
 *
 * @param isIdOnly nothing but the reply's `id` is wanted; then it may be all that is returned. The product's replies
 * begin with their id, so that the rest need not be parsed
 * @throws SyntaxError when the body is not JSON
 */
export function readReply(body: Buffer, isIdOnly: boolean): unknown {
  if (body.length === 0) return undefined;
  const id = isIdOnly ? LEADING_ID.exec(body.toString('latin1', 0, LOOKED_AT))?.[1] : undefined;
  return id === undefined ? JSON.parse(body.toString('utf8')) : { id };
}
