import { isMainThread, Worker } from 'node:worker_threads';

// Other work on the machine: as many threads as the argument says, of ordinary priority, each of which wants a whole core.
if (isMainThread) {
  for (let thread = 0; thread < Number(process.argv[2]); thread += 1) new Worker(new URL(import.meta.url));
  process.on('disconnect', () => process.exit());
} else {
  for (;;);
}
