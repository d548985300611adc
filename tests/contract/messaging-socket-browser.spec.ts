import { once } from 'node:events';
import { WebSocket } from 'ws';
import { expect, test } from './world/world-fixture.ts';

/** Opens the messaging socket as a browser can: without headers of its own. Gives the answer's status and protocol. */
async function openWith(
  origin: string,
  protocols: readonly string[],
): Promise<{ status: number; protocol: string }> {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/ws/messaging`, [...protocols]);
  const refused = once(socket, 'unexpected-response').then(([, response]) => {
    socket.on('error', () => undefined);
    socket.terminate();
    return { status: Number(response.statusCode), protocol: '' };
  });
  const opened = once(socket, 'open').then(() => {
    const { protocol } = socket;
    socket.terminate();
    return { status: 101, protocol };
  });
  return Promise.any([opened, refused]);
}

test('a browser opens the socket by the subprotocols bearer and token, and is answered with bearer', async ({
  world,
}) => {
  const { accessToken } = world.member;
  expect(await openWith(world.origin, ['bearer', accessToken])).toEqual({ status: 101, protocol: 'bearer' });
});

test('a subprotocol with an invalid token, or with a token but not the word bearer, opens nothing', async ({
  world,
}) => {
  const refused = { status: 400, protocol: '' };
  expect(await openWith(world.origin, ['bearer', 'no.valid.token'])).toEqual(refused);
  expect(await openWith(world.origin, [world.member.accessToken])).toEqual(refused);
});
