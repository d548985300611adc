import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

const MODULE = new URL('../../../src/measure/garbage-collection.ts', import.meta.url).href;

/** How large the heap of a process gets, in bytes, that keeps 120 MB and replaces them again and again. */
function largestHeap(begin: string): number {
  const text = `
    import { getHeapStatistics } from 'node:v8';
    import { collectEarly } from '${MODULE}';
    ${begin}
    const kept = [];
    let largest = 0;
    for (let round = 0; round < 40; round += 1) {
      for (let index = 0; index < 30_000; index += 3) kept[(index + round) % 30_000] = new Array(500).fill(round);
      largest = Math.max(largest, getHeapStatistics().total_heap_size);
    }
    process.stdout.write(String(largest));`;
  const options = ['--max-semi-space-size=8', '--input-type=module', '-e', text];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return Number(stdout);
}

test('a heap that is collected early stays smaller, though as much is in use', () => {
  const [early, usual] = [largestHeap('collectEarly();'), largestHeap('')];
  expect(early).toBeGreaterThan(120e6);
  expect(early / usual).toBeLessThan(0.75);
});
