import { jsonReply } from '../shared/http-reply.ts';

const BODY = JSON.stringify({ ok: true, text: 'x'.repeat(200) });

export const SUCCESS = jsonReply('200 OK', BODY);
export const SERVER_ERROR = jsonReply('500 Internal Server Error', BODY);

/** The reply to a sign-in: made-up tokens, enough to create virtual users. */
export const SIGNED_IN = jsonReply(
  '200 OK',
  JSON.stringify({
    access_token: 'calibration.access.token',
    refresh_token: 'calibration.refresh.token',
    expires_in: 3600,
    user: { id: 'calibration', email: 'calibration@example.com', dealership_id: 'calibration' },
  }),
);
