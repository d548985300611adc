import { parentPort, Worker } from 'node:worker_threads';
import { goFirst } from '../../../src/measure/measurer-priority.ts';

// A hog: as many threads as it is told, each of which wants a whole core and never lets go of it by itself. It has
// the same priority as the measurer: one that gave way to it would starve nobody.
if (parentPort === null) {
  goFirst();
  const threads = Number(process.argv[2]);
  for (let thread = 0; thread < threads; thread += 1) new Worker(new URL(import.meta.url));
  process.on('disconnect', () => process.exit());
} else {
  for (;;);
}
