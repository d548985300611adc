import type { FromProcess, ToProcess } from '../../lanes/traffic/process-messages.ts';

// Stands for a process that drives a share of a traffic. Asked whether its requests have ended, the second of the processes says so at
// once, the third only when it is asked for the second time, and the fourth is gone instead.

const number = process.argv[2]?.split('/')[0];

process.on('message', (message: ToProcess) => {
  if (message.kind !== 'settle') return;
  if (number === '4') process.exit();
  if (number === '2' || message.number > 1)
    process.send?.({ kind: 'settled', number: message.number } satisfies FromProcess);
});
process.send?.({ kind: 'ready', accounts: [], made: 0 } satisfies FromProcess);
