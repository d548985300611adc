import { subscribe } from 'node:diagnostics_channel';
import { closeSync, openSync } from 'node:fs';

// Loaded before each process of a run: whoever is about to connect has no file descriptor left for it, until it has failed.

const held: number[] = [];

subscribe('undici:client:beforeConnect', () => {
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch {
    // None is left.
  }
});
subscribe('undici:client:connectError', () => {
  for (const file of held.splice(0)) closeSync(file);
});
