import { goRealTime } from '../calibration/undelayed.ts';
import type { Stops } from './stops.ts';

// Stops a process (SIGSTOP) now and then, as a suspended container or a hypervisor does. Started with its id and the stops.
// After each one it sends how many there were.
// Real-time priority keeps the stops as long as they should be.
const pid = Number(process.argv[2]);
const { firstMs, everyMs, stoppedMs, times } = JSON.parse(process.argv[3] ?? '') as Stops;
let done = 0;

goRealTime();
process.on('disconnect', () => process.exit());
process.on('exit', () => send('SIGCONT'));
setTimeout(stop, firstMs);

function stop(): void {
  const beganMs = performance.now();
  if (!send('SIGSTOP')) process.exit();
  setTimeout(() => {
    if (!send('SIGCONT')) process.exit();
    done += 1;
    const isLast = done === times;
    process.send?.(done, () => {
      if (isLast) process.exit();
    });
    if (!isLast) setTimeout(stop, beganMs + everyMs - performance.now());
  }, stoppedMs);
}

/** False when the process has ended. */
function send(signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
