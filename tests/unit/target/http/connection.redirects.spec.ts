import { Connection } from '../../../../src/target/http/connection.ts';
import { openSocket } from '../../../../src/target/http/open-socket.ts';
import { expect, test } from '../../../made/small-server.ts';

const authorization = 'Bearer token-of-a-user';

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect (${status}) to another host is an answer and not followed: no request, and no token, gets there`, async ({
    serve,
  }) => {
    const other = await serve((_request, response) => response.end('ok'));
    const target = await serve((_request, response) =>
      response.writeHead(status, { location: `${other.origin}/taken` }).end(),
    );

    const connection = new Connection(target.origin, { tlsVerify: true });
    const headers = ['authorization', authorization];
    const exchange = await connection.send({ method: 'GET', path: '/deals', headers, body: undefined });
    await connection.destroy();
    expect(exchange).toMatchObject({ status });

    const url = `${target.origin.replace('http', 'ws')}/ws/messaging`;
    const handshake = await openSocket(url, { authorization }, { tlsVerify: true });
    expect(handshake).toMatchObject({ kind: 'refused', status });

    expect(target.requests).toEqual(['GET /deals', 'GET /ws/messaging']);
    expect(other.connections).toBe(0);
  });
}
