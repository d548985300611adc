import { realClock } from '../../../../src/base/clock.ts';
import { openSocket } from '../../../../src/target/http/open-socket.ts';
import { selfSigned } from '../../../made/self-signed.ts';
import { unusedPort } from '../../../made/small-server.ts';
import { expect, test } from '../../../made/socket-server.ts';

const verified = { tlsVerify: true };

test('opening a socket is timed from the request to the 101', async ({ serveSockets }) => {
  const { target, upgrades } = await serveSockets({ delayMs: 40 });
  const handshake = await openSocket(
    target.socketUrls['messaging.connect'],
    { authorization: 'Bearer t', 'x-user-id': 'u' },
    verified,
  );
  expect(handshake.kind).toBe('open');
  if (handshake.kind !== 'open') return;
  // A timer may fire 1 ms early.
  expect(handshake.latencyUs).toBeGreaterThanOrEqual(39_000);
  expect(upgrades[0]).toMatchObject({ authorization: 'Bearer t', 'x-user-id': 'u' });
  handshake.socket.close();
});

test('how long writing the upgrade took is known, since another process may take the core from it', async ({
  serveSockets,
}) => {
  const { target } = await serveSockets({});
  const timesMs = [0, 30, 50];
  const clock = { ...realClock, nowMs: () => timesMs.shift() ?? Number.NaN };
  const handshake = await openSocket(target.socketUrls['messaging.connect'], {}, verified, clock);
  expect(handshake).toMatchObject({ kind: 'open', latencyUs: 50_000, sendDelayUs: 30_000 });
  if (handshake.kind === 'open') handshake.socket.close();
});

test('a socket that is answered with an error is refused with its status and what came', async ({
  serveSockets,
}) => {
  const { target } = await serveSockets({ refusesWith: 503 });
  const handshake = await openSocket(target.socketUrls['showroom.connect'], {}, verified);
  expect(handshake).toMatchObject({
    kind: 'refused',
    outcome: 'server_error',
    status: 503,
    reason: 'the handshake was answered with 503 text/plain',
    latencyUs: expect.any(Number),
  });
});

test('a socket whose request was never sent has no latency', async () => {
  const handshake = await openSocket(`ws://127.0.0.1:${await unusedPort()}/ws/messaging`, {}, verified);
  expect(handshake).toMatchObject({ kind: 'refused', outcome: 'refused', status: 0, latencyUs: undefined });
});

test('a certificate that nobody vouches for is refused, unless the environment says otherwise', async ({
  serveSockets,
}) => {
  const tls = selfSigned();
  test.skip(tls === undefined, 'this machine has no openssl to make a certificate with');
  if (tls === undefined) return;
  const { target } = await serveSockets({ tls });
  const url = target.socketUrls['messaging.connect'];
  expect(await openSocket(url, {}, verified)).toMatchObject({ kind: 'refused', outcome: 'tls' });
  const handshake = await openSocket(url, {}, { tlsVerify: false });
  expect(handshake.kind).toBe('open');
  if (handshake.kind === 'open') handshake.socket.close();
});
