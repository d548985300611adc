import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import { burstAt, supplyOf } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

test('a redirect to another host is a failure that is counted, and nothing goes there', async ({ serve }) => {
  const other = await serve((_request, response) => json(response, 200, { id: 1 }));
  const server = await serve((_request, response) =>
    response.writeHead(307, { location: `${other.origin}/operation` }).end(),
  );
  const request = burstAt(server.origin, { next: supplyOf(40) });
  const { outcomes } = await saturatingBurst(request, { connections: 2, durationMs: 20_000 });
  expect(server.requests).toHaveLength(40);
  expect(outcomes).toEqual({ unexpected_status: 40 });
  expect(other.connections).toBe(0);
});
