import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FaultKind, FaultSite } from './fault-kind.ts';

/** A restart: gone for some seconds, and back. */
export const restartFault: FaultKind = {
  name: 'restart',
  place: 'nothing',
  example: 'restart:20-26',
  promise:
    'At second 20 all connections are reset, WebSockets too. Until second 26 new ones are refused, then the sandbox is back with all its data and sessions.',
  amount: /^(\d{1,6})-(\d{1,6})$/,
  effect: ([from = 0, to = 0]) =>
    to <= from
      ? undefined
      : {
          on: 'sandbox',
          switchOn(site) {
            const address = site.server.address() as AddressInfo;
            const stops = [
              site.after(from * 1000, () => leave(site)),
              site.after(to * 1000, () => comeBack(site.server, address)),
            ];
            return () => {
              for (const stop of stops) stop();
              comeBack(site.server, address);
            };
          },
        },
};

function leave({ server, connections }: FaultSite): void {
  server.close();
  for (const socket of connections) socket.resetAndDestroy();
}

function comeBack(server: Server, { address, port }: AddressInfo): void {
  if (!server.listening) server.listen(port, address);
}
