import { expect, test } from '@playwright/test';
import { type DecodedSlice, decodeSlice } from '../../../../src/measure/decoded-slice.ts';
import type { Slice, SocketSlice } from '../../../../src/measure/slice.ts';
import { besidesLines } from '../../../../src/report/words/run-lines.ts';
import { trafficRecord } from '../../../../src/run/traffic-record.ts';
import { SocketTally } from '../../../../src/traffic/sockets/socket-tally.ts';
import { madeSlice } from '../../../made/slices.ts';

function slice(index: number, more: Partial<Slice> = {}): DecodedSlice {
  return decodeSlice(madeSlice(index, {}, more));
}

/** What a pair of sockets told of ten seconds in which one was dropped and came back. */
function eventful(): SocketSlice {
  const tally = new SocketTally(new Set(['messaging.ping']), () => undefined);
  tally.opened(false);
  tally.opened(false);
  tally.closed(true);
  tally.opened(true);
  tally.received(7);
  tally.end('messaging.ping', 'ok', { latencyUs: 1_000 });
  tally.end('showroom.fanout', 'ok', { latencyUs: 9_000 });
  return tally.takeSlice();
}

test('drops, reconnects and events of all slices are summed, and measures stand among the operations', () => {
  const record = trafficRecord([slice(0, { sockets: eventful() }), slice(1, { sockets: eventful() })], []);
  expect(record?.sockets).toEqual({ mostOpen: 2, drops: 2, reconnects: 2, events: 14 });
  // What nobody asked to be measured is not there.
  expect(record?.operations.map(({ operation, ok }) => [operation, ok])).toEqual([['messaging.ping', 2]]);
});

test('nothing on a socket counts as a request', () => {
  expect(trafficRecord([slice(0, { sockets: eventful() })], [])).toMatchObject({
    sent: 0,
    latency: { samples: 0 },
  });
});

test('preparation has its own line, and traffic without preparation and sockets has no line for them', () => {
  const record = trafficRecord(
    [
      slice(0, { preparation: { sent: 3, failed: 1 }, sockets: eventful() }),
      slice(1, { preparation: { sent: 4, failed: 0 } }),
    ],
    [],
  );
  expect(record && besidesLines(record)).toEqual([
    ['sockets', '2 open, 1 dropped, 1 reconnected, 7 events received'],
    ['preparation', '7 sent, 1 failed (not measured)'],
  ]);
  const plain = trafficRecord([slice(0)], []);
  expect(plain && besidesLines(plain)).toEqual([]);
});

test('the debug log names the socket on which a failure happened', () => {
  const failures: unknown[] = [];
  const tally = new SocketTally(new Set(['messaging.connect']), (failed) => failures.push(failed));
  tally.end('messaging.connect', 'server_error', { latencyUs: 2_500, status: 503, traceId: 'abc' });
  tally.end('messaging.connect', 'unfinished');
  expect(failures).toEqual([
    {
      operationId: 'messaging.connect',
      method: 'WS',
      path: '/ws/messaging',
      outcome: 'server_error',
      status: 503,
      latencyMs: 2.5,
      traceId: 'abc',
    },
  ]);
});
