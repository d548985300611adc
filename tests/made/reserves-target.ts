import { setTimeout as sleep } from 'node:timers/promises';
import { reserveTarget } from '../../src/run/one-run-per-target.ts';

// A run on the target of argv[2], with its lock in argv[3]: prints `reserved` and goes on until it is killed.

const [, , baseUrl = '', folder = ''] = process.argv;
reserveTarget(baseUrl, { runId: 'killed', folder: '/reports/killed' }, folder);
console.log('reserved');
await sleep(60_000);
