import { type Outcome, outcomeOfStatus } from '../../measure/outcome.ts';
import type { SuccessCheck } from '../operation.ts';

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

interface ReplyToCheck {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Whether a complete reply is a success: status, content type, and what the body has to hold. */
export function checkReply(check: SuccessCheck, reply: ReplyToCheck): Outcome {
  if (!check.status.includes(reply.status)) return outcomeOfStatus(reply.status);
  if (check.contentType !== undefined && !reply.contentType.startsWith(check.contentType))
    return 'wrong_body';
  return bodyMatches(check, reply.body) ? 'ok' : 'wrong_body';
}

function bodyMatches(check: SuccessCheck, body: Buffer): boolean {
  switch (check.shape) {
    case 'empty':
      return body.length === 0;
    case 'text':
      return body.includes(check.part);
    case 'array':
      return body[0] === OPEN_BRACKET;
    case 'object':
      return body[0] === OPEN_BRACE && check.key.isIn(body);
  }
}
