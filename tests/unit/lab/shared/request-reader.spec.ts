import { expect, test } from '@playwright/test';
import { RequestReader } from '../../../../lab/shared/request-reader.ts';

const get = 'GET /a HTTP/1.1\r\nhost: x\r\n\r\n';
const post = 'POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\n';

/** First lines of the requests that are found in these pieces. */
function firstLines(...pieces: string[]): string[] {
  const lines: string[] = [];
  const reader = new RequestReader();
  for (const piece of pieces) reader.read(piece, (head) => lines.push(head.split(' HTTP')[0] ?? ''));
  return lines;
}

test('requests are found however their bytes are cut', () => {
  const text = `${get}${post}hello${get}`;
  for (let cut = 1; cut < text.length; cut += 1)
    expect(firstLines(text.slice(0, cut), text.slice(cut))).toEqual(['GET /a', 'POST /b', 'GET /a']);
});

test('a request is complete with the last byte of its body', () => {
  expect(firstLines(`${post}hell`)).toEqual([]);
  expect(firstLines(`${post}hell`, 'o')).toEqual(['POST /b']);
});
