import { expect, test } from '@playwright/test';
import { ReplyKey } from '../../../../src/target/http/reply-key.ts';

const found = (key: ReplyKey, body: string) => key.isIn(Buffer.from(body));

test('a key is found wherever it stands, whatever the reply before looked like', () => {
  const key = new ReplyKey('total_tax');
  for (const body of [
    '{"total_tax":1}',
    '{"taxes":[],"total_tax":1}',
    '{"taxes":[],"total_tax":2}',
    '{"total_tax":1}',
  ])
    expect(found(key, body), body).toBe(true);
});

test('a reply without the key is kept apart from one that has it, at its last place or elsewhere', () => {
  const key = new ReplyKey('id');
  expect(found(key, '{"ok":1,"id":1}')).toBe(true);
  for (const body of ['{"ok":1,"ix":1}', '{"uid":1}', '{"id" :1}', '{"ok":1', ''])
    expect(found(key, body), body).toBe(false);
});
