import { expect, test } from '@playwright/test';
import { outcomeOfError } from '../../../../src/measure/outcome.ts';
import { noAnswerWords, ReplyLimitError, ReplyPieces } from '../../../../src/target/http/reply-limits.ts';

test('a body up to its limit is put together, and one byte more keeps nothing of it', () => {
  const pieces = new ReplyPieces(6);
  for (const piece of ['ab', 'cd', 'ef']) expect(pieces.add(Buffer.from(piece))).toBe(true);
  expect(pieces.take().toString()).toBe('abcdef');
  expect(pieces.add(Buffer.from('abcdef'))).toBe(true);
  expect(pieces.add(Buffer.from('g'))).toBe(false);
  expect(pieces.take().toString()).toBe('');
});

test('a limit that was reached is an outcome with a name', () => {
  expect(outcomeOfError(new ReplyLimitError('REPLY_TOO_LARGE'))).toBe('too_large');
  expect(outcomeOfError(new ReplyLimitError('REPLY_TIMEOUT'))).toBe('timeout');
});

test('a target that is silent is reported with the time that was waited', () => {
  expect(noAnswerWords('timeout', 6_000)).toBe('no complete answer within 6 s');
  expect(noAnswerWords('too_large', 6_000)).toContain('longer than any may be (8 MiB)');
  expect(noAnswerWords('too_large', 6_000, 32 * 1024 ** 2)).toContain('(32 MiB)');
  expect(noAnswerWords('refused', 6_000)).toBe('no answer (refused)');
});
