import { expect, test } from '@playwright/test';
import { EventOutbox } from '../../../../sandbox/sockets/event-outbox.ts';

/** An outbox whose ticks and frames pass when the test says so. */
function outboxByHand(capacity = 256) {
  const frames: string[] = [];
  const due: (() => void)[] = [];
  const sent: (() => void)[] = [];
  let overflows = 0;
  const outbox = new EventOutbox({
    capacity,
    write: (frame, done) => {
      frames.push(frame);
      sent.push(done);
    },
    onOverflow: () => {
      overflows++;
    },
    soon: (work) => due.push(work),
  });
  return {
    outbox,
    frames,
    tick: () => due.splice(0).forEach((work) => void work()),
    frameLeft: () => sent.shift()?.(),
    overflows: () => overflows,
  };
}

test('events of one tick leave in one frame, separated by newlines, in order', () => {
  const { outbox, frames, tick } = outboxByHand();
  for (const event of ['{"n":1}', '{"n":2}', '{"n":3}']) outbox.push(event);
  expect(frames).toEqual([]);
  tick();
  expect(frames).toEqual(['{"n":1}\n{"n":2}\n{"n":3}']);
});

test('while a frame is under way events wait, then leave together', () => {
  const { outbox, frames, tick, frameLeft } = outboxByHand();
  outbox.push('a');
  tick();
  outbox.push('b');
  tick();
  outbox.push('c');
  expect(frames).toEqual(['a']);
  frameLeft();
  expect(frames).toEqual(['a', 'b\nc']);
  frameLeft();
  outbox.push('d');
  tick();
  expect(frames).toEqual(['a', 'b\nc', 'd']);
});

test('an event that finds the outbox full is dropped and told of, and the waiting ones stay', () => {
  const { outbox, frames, tick, frameLeft, overflows } = outboxByHand(2);
  outbox.push('a');
  tick();
  for (const event of ['b', 'c', 'd', 'e']) outbox.push(event);
  expect(overflows()).toBe(2);
  frameLeft();
  expect(frames).toEqual(['a', 'b\nc']);
});
