import { expect, test } from '@playwright/test';
import { RecordedExchange } from '../../../../lab/real-runs/recorded-exchange.ts';
import type { RecordedRequest } from '../../../../lab/real-runs/recorded-request.ts';

const TRACE = 'a1'.repeat(16);

function head(line: string, headers = `\r\ntraceparent: 00-${TRACE}-b2b2b2b2b2b2b2b2-03`): Buffer {
  return Buffer.from(`${line} HTTP/1.1\r\nhost: x${headers}\r\n\r\n`);
}

/** An exchange that keeps what it records. */
function recording() {
  const requests: RecordedRequest[] = [];
  const exchange = new RecordedExchange((request) => requests.push(request));
  return { exchange, requests };
}

test('an exchange is recorded from its first byte to the last byte of its reply, when the next one begins', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('GET /deals?page=2'), 10, 0.5);
  exchange.replied(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab'), 20);
  exchange.replied(Buffer.from('cd'), 30);
  expect(requests).toEqual([]);
  exchange.sent(head('GET /next'), 40, 0);
  expect(requests).toEqual([
    {
      traceId: TRACE,
      isFromBrowser: false,
      method: 'GET',
      path: '/deals?page=2',
      status: 200,
      receivedMs: 10,
      lateMs: 0.5,
      endedMs: 30,
    },
  ]);
});

test('the last exchange is recorded when its connection closes', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('GET /deals'), 10, 0);
  exchange.replied(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), 20);
  exchange.finish();
  exchange.finish();
  expect(requests).toHaveLength(1);
});

test('a request without a reply is not recorded', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('GET /deals'), 10, 0);
  exchange.finish();
  expect(requests).toEqual([]);
});

test('the body of a request belongs to it, even a body that looks like a request', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('POST /deals'), 10, 0);
  exchange.sent(head('GET /looks/like/one'), 15, 0);
  exchange.replied(Buffer.from('HTTP/1.1 201 Created\r\n\r\n'), 20);
  exchange.finish();
  expect(requests).toMatchObject([{ method: 'POST', path: '/deals', status: 201, receivedMs: 10 }]);
});

test('a chunked reply ends with its last chunk, whatever its bytes look like', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('GET /deals'), 10, 0);
  exchange.replied(Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'), 20);
  exchange.replied(Buffer.from('18\r\nHTTP/1.1 500 Not a status\r\n'), 25);
  exchange.replied(Buffer.from('0\r\n\r\n'), 31);
  exchange.finish();
  expect(requests).toMatchObject([{ status: 200, endedMs: 31 }]);
});

test('a reply without a body ends with its head', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('DELETE /deals/1'), 10, 0);
  exchange.replied(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n'), 12);
  exchange.sent(head('HEAD /deals/1'), 20, 0);
  exchange.replied(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n'), 23);
  exchange.finish();
  expect(requests).toMatchObject([
    { method: 'DELETE', status: 204, endedMs: 12 },
    { method: 'HEAD', status: 200, endedMs: 23 },
  ]);
});

test('an interim reply ends nothing: the rest of the body and the final reply follow', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('POST /deals'), 10, 0);
  exchange.replied(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'), 11);
  exchange.sent(Buffer.from('{"a":1}'), 12, 0);
  exchange.replied(Buffer.from('HTTP/1.1 201 Created\r\n\r\n'), 20);
  exchange.finish();
  expect(requests).toMatchObject([{ status: 201, receivedMs: 10, endedMs: 20 }]);
});

test('a request without a trace is recorded too, and that of a browser is marked', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('GET /burst', ''), 10, 0);
  exchange.replied(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), 12);
  exchange.sent(head('GET /page', '\r\nUser-Agent: Mozilla/5.0 (X11)'), 20, 0);
  exchange.replied(Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), 22);
  exchange.finish();
  expect(requests).toMatchObject([
    { traceId: '', isFromBrowser: false, path: '/burst' },
    { traceId: '', isFromBrowser: true, path: '/page' },
  ]);
});

test('bytes that are no request are not recorded, such as frames of a socket', () => {
  const { exchange, requests } = recording();
  exchange.sent(head('GET /ws'), 10, 0);
  exchange.replied(Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n'), 12);
  exchange.sent(Buffer.from([0x81, 0x05, 0x48]), 20, 0);
  exchange.replied(Buffer.from([0x81, 0x05, 0x48]), 22);
  exchange.finish();
  expect(requests).toMatchObject([{ path: '/ws', status: 101, endedMs: 12 }]);
});
