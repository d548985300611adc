import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { readableBody } from '../../../../src/target/http/reply-body.ts';
import { LONGEST_REPLY_BYTES } from '../../../../src/target/http/reply-limits.ts';

test('a small body that decompresses to more than any reply may have comes back as it is', () => {
  const longest = Buffer.alloc(LONGEST_REPLY_BYTES, '[');
  expect(readableBody(gzipSync(longest), 'gzip')).toHaveLength(LONGEST_REPLY_BYTES);
  const bomb = gzipSync(Buffer.concat([longest, Buffer.from('[')]));
  expect(readableBody(bomb, 'gzip')).toBe(bomb);
});
