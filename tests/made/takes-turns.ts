import { appendFileSync } from 'node:fs';
import { acquireProcessLock } from '../../src/base/process-lock.ts';

// A process that takes the lock of argv[2] twenty times, and writes its id into the file argv[3] on entering and leaving.

const [, , lock = '', log = ''] = process.argv;
for (let turn = 0; turn < 20; turn += 1) {
  const release = await acquireProcessLock(lock);
  appendFileSync(log, `${process.pid} in\n`);
  appendFileSync(log, `${process.pid} out\n`);
  release();
}
