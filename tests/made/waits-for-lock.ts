import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireProcessLock } from '../../src/base/process-lock.ts';

// A process that prints `waits`, waits for the lock of argv[2], and writes its id into the file argv[3] on entering and leaving.
// It stays so long that another one that got in at the same time would be seen.

const [, , lock = '', log = ''] = process.argv;
console.log('waits');
const release = await acquireProcessLock(lock);
appendFileSync(log, `${process.pid} in\n`);
await sleep(40);
appendFileSync(log, `${process.pid} out\n`);
release();
