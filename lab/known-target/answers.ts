const BODY = JSON.stringify({ ok: true, text: 'x'.repeat(200) });

/** Bytes of one answer, in the parts in which they may be sent. */
export interface Answer {
  readonly head: Buffer;
  readonly body: Buffer;
  readonly whole: Buffer;
}

export const SUCCESS = answerOf('200 OK', BODY);
export const SERVER_ERROR = answerOf('500 Internal Server Error', BODY);

/** What a sign-in gets: tokens of nothing, so that virtual users can be made. */
export const SIGNED_IN = answerOf(
  '200 OK',
  JSON.stringify({
    access_token: 'calibration.access.token',
    refresh_token: 'calibration.refresh.token',
    expires_in: 3600,
    user: { id: 'calibration', email: 'calibration@example.com', dealership_id: 'calibration' },
  }),
);

function answerOf(status: string, text: string): Answer {
  const body = Buffer.from(text);
  const head = Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  return { head, body, whole: Buffer.concat([head, body]) };
}
