import { expect, test } from '@playwright/test';
import { evenly, evenlyInEach } from '../../../../sandbox/faults/evenly.ts';

for (const percent of [1, 10, 30, 33, 100])
  test(`of 1000 calls, ${percent} % are chosen, exactly and spread evenly`, () => {
    const isChosen = evenly();
    const chosen = Array.from({ length: 1000 }, () => isChosen(percent / 100));
    expect(chosen.filter(Boolean)).toHaveLength(percent * 10);
    expect(chosen.slice(0, 500).filter(Boolean)).toHaveLength(percent * 5);
  });

test('each operation has its share, however calls of others mix with them', () => {
  const isChosen = evenlyInEach();
  const chosen = Array.from({ length: 40 }, (_, index) =>
    ['a', 'b'].filter((id) => index % 2 === 0 || id === 'a').filter((id) => isChosen(id, 0.1)),
  );
  expect(chosen.flat().sort()).toEqual(['a', 'a', 'a', 'a', 'b', 'b']);
});
