/** The bytes of one HTTP reply, also in the two parts in which a slow server sends them. */
export interface HttpReply {
  readonly head: Buffer;
  readonly body: Buffer;
  readonly whole: Buffer;
}

/**
 * A JSON reply as bytes.
 * @param status code and phrase, e.g. `200 OK`
 * @param headers further headers as `name: value`
 */
export function jsonReply(status: string, text: string, headers: readonly string[] = []): HttpReply {
  const body = Buffer.from(text);
  const lines = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    ...headers,
    `content-length: ${body.length}`,
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  return { head, body, whole: Buffer.concat([head, body]) };
}
