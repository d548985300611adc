import type { Operation } from '../operation.ts';

const START_OF_ID = Buffer.from('{"id":"');
const QUOTE = 0x22;

/**
 * What a success says: its body as JSON, undefined when it is empty. Of an operation that nothing but the reply's `id` is
 * wanted of, that may be all that is there: the product's replies begin with it, and the rest need not be parsed.
 *
 * @throws SyntaxError when the body is no JSON
 */
export function readReply({ learnsIdOnly }: Pick<Operation, 'learnsIdOnly'>, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const id = learnsIdOnly === true ? leadingId(body) : undefined;
  return id === undefined ? JSON.parse(body.toString('utf8')) : { id };
}

/** The `id` that an object begins with; undefined when it begins with something else, or the id is not of plain letters. */
function leadingId(body: Buffer): string | undefined {
  const { length } = START_OF_ID;
  for (let at = 0; at < length; at += 1) if (body[at] !== START_OF_ID[at]) return undefined;
  let end = length;
  while (isPlain(body[end])) end += 1;
  return body[end] === QUOTE && end > length ? body.toString('latin1', length, end) : undefined;
}

/** A letter, a digit or a hyphen: what a UUID is made of. */
function isPlain(byte = 0): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2d
  );
}
