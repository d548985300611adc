import { expect, test } from '@playwright/test';
import { TypingMarks } from '../../../../sandbox/messaging/typing-marks.ts';

/** Marks whose timers run out when the test says so. */
function marksByHand() {
  const running = new Set<{ readonly work: () => void; readonly afterMs: number }>();
  const stoppedBySelf: string[] = [];
  const marks = new TypingMarks(
    (conversationId, userId) => stoppedBySelf.push(`${conversationId}/${userId}`),
    (work, afterMs) => {
      const timer = { work, afterMs };
      running.add(timer);
      return () => running.delete(timer);
    },
  );
  const runOut = () => {
    for (const timer of [...running]) {
      running.delete(timer);
      timer.work();
    }
  };
  return { marks, running, stoppedBySelf, runOut };
}

test('a mark expires after 5 s, and the others learn about it once', () => {
  const { marks, running, stoppedBySelf, runOut } = marksByHand();
  marks.set('c', 'u', true);
  expect(marks.isTyping('c', 'u')).toBe(true);
  expect([...running].map((timer) => timer.afterMs)).toEqual([5_000]);
  runOut();
  runOut();
  expect(marks.isTyping('c', 'u')).toBe(false);
  expect(stoppedBySelf).toEqual(['c/u']);
});

test('a renewed mark has one timer, the latest', () => {
  const { marks, running, stoppedBySelf, runOut } = marksByHand();
  for (let turn = 0; turn < 3; turn++) marks.set('c', 'u', true);
  expect(running.size).toBe(1);
  runOut();
  expect(stoppedBySelf).toEqual(['c/u']);
});

test('a mark taken back is not told as an automatic stop', () => {
  const { marks, running, stoppedBySelf } = marksByHand();
  marks.set('c', 'u', true);
  marks.set('c', 'u', false);
  expect(marks.isTyping('c', 'u')).toBe(false);
  expect(running.size).toBe(0);
  expect(stoppedBySelf).toEqual([]);
});

test('marks of different users and conversations do not touch each other', () => {
  const { marks, running } = marksByHand();
  marks.set('c', 'u', true);
  marks.set('c', 'v', true);
  marks.set('d', 'u', true);
  marks.set('c', 'u', false);
  expect(marks.isTyping('c', 'v')).toBe(true);
  expect(marks.isTyping('d', 'u')).toBe(true);
  marks.clear();
  expect(running.size).toBe(0);
});
