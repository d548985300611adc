import { setTimeout as sleep } from 'node:timers/promises';
import { acquireProcessLock } from '../../src/base/process-lock.ts';

// A process that takes the lock of argv[2], prints `held`, and keeps it until it is killed.

await acquireProcessLock(process.argv[2] ?? '');
console.log('held');
await sleep(60_000);
