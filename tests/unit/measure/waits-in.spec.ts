import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { waitsIn } from '../../../src/measure/waits-in.ts';
import { madeSlice } from '../../made/slices.ts';

test('who waited outside of the judged slices only is left out, and the others keep the whole of their wait', () => {
  const waits = { outcomes: { unfinished: 3 }, bytesReceived: 0, waitedMs: [10_000, 10_001, 25_000] };
  const made = [0, 1, 2].map((number) => decodeSlice(madeSlice(number, number === 2 ? { it: waits } : {})));
  const [first, second, last] = made;
  if (first === undefined || second === undefined || last === undefined) throw new Error('three were made');
  const keptIn = (...judged: (typeof made)[number][]) =>
    waitsIn(made, judged).map(({ operations }) => operations.it?.waitedMs);
  expect(keptIn(last)).toEqual([undefined, undefined, waits.waitedMs]);
  expect(keptIn(second)).toEqual([undefined, undefined, [10_001, 25_000]]);
  expect(keptIn(first, second)).toEqual([undefined, undefined, [10_001, 25_000]]);
  expect(keptIn(first)).toEqual([undefined, undefined, [25_000]]);
  expect(keptIn()).toEqual([undefined, undefined, []]);
});

test('so are waits on sockets, and what else a slice has stays', () => {
  const measure = { outcomes: { ok: 2, unfinished: 1 }, bytesReceived: 7, waitedMs: [500] };
  const sockets = { users: 1, opened: 1, closed: 0, measures: { 'socket.echo': measure } } as never;
  const slice = decodeSlice(madeSlice(0, {}, { sockets }));
  expect(waitsIn([slice], [slice])).toEqual([slice]);
  const [without] = waitsIn([slice], []);
  expect(without?.sockets?.measures['socket.echo']).toEqual({ ...measure, waitedMs: [] });
});
