import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { MEASURER_LIMITS } from '../../../src/measure/measurer-limits.ts';

const document = readFileSync(new URL('../../../docs/validity.md', import.meta.url), 'utf8');
const limits = MEASURER_LIMITS;

for (const [name, text] of [
  ['event-loop delay p99', `event-loop delay, p99 | ${limits.eventLoopDelayP99Ms} ms`],
  ['event-loop delay maximum', `event-loop delay, maximum | ${limits.eventLoopDelayMaxMs} ms`],
  ['CPU', `CPU of the generator | ${limits.generatorCpu * 100} % of a core`],
  ['core wait', `waiting for a core | ${limits.coreWaitShare * 100} % of the time`],
  ['core wait delay', `p99 above ${limits.coreWaitDelayP99Ms} ms`],
  ['clock step', `step of the clock | ${limits.clockStepMs} ms`],
  ['start lag', `start lag of the open model, p99, own part | ${limits.startLagP99Ms} ms`],
  ['disturbed share', `more than **${limits.disturbedShare * 100} %** of the measured time`],
] as const) {
  test(`docs/validity.md says the ${name} limit that is applied`, () => {
    expect(document).toContain(text);
  });
}
