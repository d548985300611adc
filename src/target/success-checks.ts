import { ReplyKey } from './http/reply-key.ts';
import type { SuccessCheck } from './operation.ts';

const JSON_TYPE = 'application/json';

/** Success is a JSON object that has `field`. */
export function objectWith(field: string, status = 200): SuccessCheck {
  return { status: [status], contentType: JSON_TYPE, shape: 'object', key: new ReplyKey(field) };
}

/** Success is a JSON array, an empty one included. */
export function arrayReply(): SuccessCheck {
  return { status: [200], contentType: JSON_TYPE, shape: 'array' };
}

/** Success is 204 with an empty body. */
export function emptyReply(): SuccessCheck {
  return { status: [204], shape: 'empty' };
}

/** Success is plain text that holds `part`. */
export function textWith(part: string): SuccessCheck {
  return { status: [200], contentType: 'text/plain', shape: 'text', part };
}
