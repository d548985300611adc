import { setImmediate as nextTurn } from 'node:timers/promises';

/** In one turn of the event loop it reads what its sockets have; TLS may take another one. */
const TURNS_TO_READ = 2;

/**
 * To be waited for by a timer that is going to cut requests. Timers fire before sockets are read: after a pause of the process the
 * answers may be there.
 */
export async function readsFirst(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_READ; turn += 1) await nextTurn();
}
