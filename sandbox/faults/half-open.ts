import type { Socket } from 'node:net';
import { evenly } from './evenly.ts';
import type { FaultKind } from './fault-kind.ts';

/** Half-open sockets: accepted, and never answered. */
export const halfOpenFault: FaultKind = {
  name: 'half-open',
  place: 'nothing',
  example: 'half-open:10',
  promise:
    'Of the new connections, 10 % are accepted, but nobody ever answers on them, spread evenly. Clients have to give up by themselves. Connections that exist already go on.',
  amount: /^(\d{1,3})$/,
  effect: ([percent = 0]) =>
    percent === 0 || percent > 100
      ? undefined
      : {
          on: 'sandbox',
          switchOn({ server }) {
            const isChosen = evenly();
            const held = new Set<Socket>();
            const { emit } = server;
            server.emit = (event: string, ...values: unknown[]): boolean => {
              if (event !== 'connection' || !isChosen(percent / 100))
                return Reflect.apply(emit, server, [event, ...values]);
              const socket = values[0] as Socket;
              held.add(socket);
              socket.on('error', () => undefined).once('close', () => held.delete(socket));
              return true;
            };
            return () => {
              server.emit = emit;
              for (const socket of held) socket.destroy();
            };
          },
        },
};
