import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { TrafficProcesses } from '../../../../lanes/traffic/traffic-processes.ts';

const PROGRAM = fileURLToPath(new URL('../../../made/settles-later.ts', import.meta.url));

test('the requests that a round slowed down have ended when those of every process have, and nobody waits for one that is gone', async () => {
  const processes = new TrafficProcesses(4, PROGRAM);
  try {
    await processes.whenReady();
    let ownEnded = true;
    const own = () => () => ownEnded;
    const first = processes.settling(own);
    expect(first(), 'nobody has answered').toBe(false);
    const second = processes.settling(own);
    await expect.poll(second).toBe(true);
    expect(first(), 'the later answer holds for the earlier question').toBe(true);
    ownEnded = false;
    expect(second()).toBe(false);
  } finally {
    processes.kill();
  }
});
