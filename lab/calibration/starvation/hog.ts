import { parentPort, Worker } from 'node:worker_threads';
import { goFirst } from '../../../src/measure/measurer-priority.ts';

// Starts the given number of threads. Each wants a whole core and never gives it up by itself. They have the measurer's
// own priority, because threads of a lower one would not starve it.
if (parentPort === null) {
  goFirst();
  const threads = Number(process.argv[2]);
  for (let thread = 0; thread < threads; thread += 1) new Worker(new URL(import.meta.url));
  process.on('disconnect', () => process.exit());
} else {
  for (;;);
}
