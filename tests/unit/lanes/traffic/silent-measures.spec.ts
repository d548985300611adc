import { expect, test } from '@playwright/test';
import { silentMeasures } from '../../../../lanes/traffic/silent-measures.ts';
import { decodeSlice } from '../../../../src/measure/decoded-slice.ts';
import { madeSlice } from '../../../made/slices.ts';
import { operationSlice } from '../../../made/small-run.ts';

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
