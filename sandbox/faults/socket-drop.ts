import type { FaultKind } from './fault-kind.ts';

/** WebSockets that drop, as behind a proxy that ends long connections. */
export const socketDropFault: FaultKind = {
  name: 'socket-drop',
  place: 'nothing',
  example: 'socket-drop:10',
  promise:
    'Every 10 s all open WebSockets are cut without a closing frame (clients see code 1006), the first time after 10 s. New ones are accepted immediately.',
  amount: /^(\d{1,5})$/,
  effect: ([everySeconds = 0]) =>
    everySeconds === 0
      ? undefined
      : {
          on: 'sandbox',
          switchOn: (site) =>
            site.every(everySeconds * 1000, () => {
              for (const socket of site.upgraded) socket.destroy();
            }),
        },
};
