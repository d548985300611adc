import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { UNSEEN_STOP_MS } from '../../../src/measure/own-delay.ts';
import {
  CLOCK_STEP_MS,
  EXACT_WITHIN,
  MOST_CLOCK_STEP_MS,
  MOST_LOST_LOAD,
} from '../../../src/measure/validity.ts';

const document = readFileSync(new URL('../../../docs/validity.md', import.meta.url), 'utf8');

for (const [name, text] of [
  ['tolerance of an exact figure', `${EXACT_WITHIN.share * 100} % + ${EXACT_WITHIN.ms} ms`],
  ['share of lost load', `more than **${MOST_LOST_LOAD * 100} %**`],
  ['longest stop that may go unnoticed', `up to **${UNSEEN_STOP_MS} ms**`],
  ['clock step that is told', `from **${CLOCK_STEP_MS} ms** on`],
  ['clock step that voids', `more than **${MOST_CLOCK_STEP_MS / 1000} s**`],
] as const) {
  test(`docs/validity.md says the ${name} that is applied`, () => {
    expect(document).toContain(text);
  });
}
