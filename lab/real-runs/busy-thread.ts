import { isMainThread, Worker } from 'node:worker_threads';

// Other work on the machine: a thread of ordinary priority that wants a whole core, until the process that started it ends.
if (isMainThread) {
  new Worker(new URL(import.meta.url));
  process.on('disconnect', () => process.exit());
} else {
  for (;;);
}
