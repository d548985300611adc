import { expect, test } from '@playwright/test';
import { socketsDropped } from '../../../../src/diagnosis/patterns/sockets-dropped.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('sockets that the target closes are found, with how often', () => {
  const [found] = socketsDropped(
    madeInput({ sockets: (slice) => ({ open: 3, drops: slice % 2, reconnects: slice % 2 }) }),
  );
  expect(found).toMatchObject({ kind: 'sockets dropped', fromMs: 10_000, toMs: 60_000 });
  expect(found?.figures.map(({ value }) => value)).toEqual([3, 3, 3]);
});

test('drops in an outage, a single one, and a traffic without sockets are none', () => {
  const outages = [{ fromMs: 12_000, toMs: 18_000, sent: 9, lost: 9, lostBy: { refused: 9 } }];
  const inOutage = madeInput(
    { sockets: (slice) => ({ open: 3, drops: slice === 1 ? 3 : 0, reconnects: 0 }) },
    { outages },
  );
  const single = madeInput({ sockets: (slice) => ({ open: 3, drops: slice === 4 ? 1 : 0, reconnects: 1 }) });
  for (const input of [inOutage, single, madeInput()]) expect(socketsDropped(input)).toEqual([]);
});
