import { expect, test } from '@playwright/test';
import { evenly, evenlyInEach } from '../../../../sandbox/faults/evenly.ts';

for (const percent of [1, 10, 30, 33, 100])
  test(`of 1000 calls, ${percent} % are chosen, exactly and spread evenly`, () => {
    const isChosen = evenly();
    const chosen = Array.from({ length: 1000 }, () => isChosen(percent / 100));
    expect(chosen.filter(Boolean)).toHaveLength(percent * 10);
    expect(chosen.slice(0, 500).filter(Boolean)).toHaveLength(percent * 5);
  });

test('each operation has its share, give or take one call, however calls of others mix with them', () => {
  const isChosen = evenlyInEach();
  const chosen: string[] = [];
  for (let index = 0; index < 400; index += 1)
    for (const id of index % 2 === 0 ? ['a', 'b'] : ['a']) if (isChosen(id, 0.1)) chosen.push(id);
  expect(chosen.filter((id) => id === 'a')).toHaveLength(40);
  expect(Math.abs(chosen.filter((id) => id === 'b').length - 20)).toBeLessThanOrEqual(1);
});

test('over many operations with few calls each, the share is there from the beginning', () => {
  const isChosen = evenlyInEach();
  const ids = Array.from({ length: 20 }, (_, index) => `operation ${index}`);
  const perRound = Array.from({ length: 20 }, () => ids.filter((id) => isChosen(id, 0.05)).length);
  expect(perRound.reduce((sum, count) => sum + count, 0)).toBe(20);
  expect(Math.max(...perRound)).toBeLessThanOrEqual(2);
});
