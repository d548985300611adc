import { addStep, type FaultKind } from './fault-kind.ts';

/** A real memory leak. */
export const leakFault: FaultKind = {
  name: 'leak',
  place: 'nothing',
  example: 'leak:20000',
  promise:
    'Each request of an operation leaves 20,000 bytes in memory, which is really written to, until the fault is switched off: at 100 requests per second the process grows by 2 MB per second. It counts as external memory of Node (`nodejs_external_memory_bytes`) and as resident memory (`process_resident_memory_bytes`).',
  amount: /^(\d{1,8})$/,
  effect: ([bytes = 0]) =>
    bytes === 0
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const kept: Buffer[] = [];
            const step = () => {
              // Not from the pool that small buffers share, and filled, so that the system has to give the pages.
              kept.push(Buffer.allocUnsafeSlow(bytes).fill(1));
              return undefined;
            };
            const stop = addStep(site, step);
            return async () => {
              await stop();
              kept.length = 0;
            };
          },
        },
};
