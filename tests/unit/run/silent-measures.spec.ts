import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { ServiceSlice } from '../../../src/measure/slice.ts';
import { silentMeasures, silentServices } from '../../../src/run/silent-measures.ts';
import { madeSlice } from '../../made/slices.ts';
import { operationSlice } from '../../made/small-run.ts';

const all = new Set(['showroom.connect', 'showroom.fanout'] as const);
const measured = operationSlice([1.5], 0);

/** Slices of ten seconds each, with what the sockets measured in them. */
function slicesWith(...measures: Record<string, typeof measured>[]) {
  return measures.map((each, index) =>
    decodeSlice(
      madeSlice(index, {}, { sockets: { measures: each, open: 1, drops: 0, reconnects: 0, events: 0 } }),
    ),
  );
}

test('a socket that is open for 20 s and never gets an event is named, with what is missing', () => {
  const slices = slicesWith({ 'showroom.connect': measured }, {}, {});
  expect(silentMeasures(slices, all)).toEqual([
    expect.stringMatching(
      /^showroom\.fanout: nothing was measured\. Found: showroom\.connect was opened 1 time, .*Right would be: .*showroom\.createVisit/,
    ),
  ]);
});

test('one event is enough, and so is one that did not come', () => {
  for (const fanout of [measured, { ...measured, outcomes: { timeout: 1 } }])
    expect(
      silentMeasures(slicesWith({ 'showroom.connect': measured }, {}, { 'showroom.fanout': fanout }), all),
    ).toEqual([]);
});

test('a socket that was never opened, or only just, and a measure that was not chosen are no silence', () => {
  expect(silentMeasures(slicesWith({}, {}, {}), all)).toEqual([]);
  expect(silentMeasures(slicesWith({}, { 'showroom.connect': measured }, {}), all)).toEqual([]);
  expect(silentMeasures(slicesWith({ 'showroom.connect': measured }, {}, {}), new Set())).toEqual([]);
});

test('a service that served none of three requests is named, whatever the error rate of the run', () => {
  const lost = (count: number) => [{ second: 2, by: '503', count }];
  const services = {
    deals: { fromSecond: 0, answered: [900, 900] },
    tax: { fromSecond: 0, answered: [], lost: lost(2) },
  };
  const slices = (last: ServiceSlice) => [
    decodeSlice(madeSlice(0, {}, { services })),
    decodeSlice(madeSlice(1, {}, { services: { tax: last } })),
  ];
  expect(silentServices(slices({ fromSecond: 0, answered: [], lost: lost(1) }))).toEqual([
    'tax: nothing was measured. Found: it served none of its 3 requests. Right would be: a service that answers, or OPERATIONS without it',
  ]);
  expect(silentServices(slices({ fromSecond: 12, answered: [1], lost: lost(1) })), 'one answer').toEqual([]);
  expect(silentServices(slices({ fromSecond: 12, answered: [] })), 'two may be lost by chance').toEqual([]);
});

test('a service that hangs until the end of the run is named too', () => {
  const operations = {
    'tax.calculate': { outcomes: { unfinished: 3 }, bytesReceived: 0, waitedMs: [8_000, 7_000, 900] },
  };
  const [hanging] = [decodeSlice(madeSlice(0, operations))];
  expect(silentServices([hanging]), 'one of them was just on its way').toEqual([]);
  const more = { ...operations['tax.calculate'], waitedMs: [8_000, 7_000, 6_000] };
  expect(silentServices([decodeSlice(madeSlice(0, { 'tax.calculate': more }))])).toHaveLength(1);
});
