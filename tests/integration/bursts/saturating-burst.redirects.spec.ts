import { saturatingBurst } from '../../../src/bursts/saturating-burst.ts';
import { burstAt } from '../../made/operation.ts';
import { expect, json, test } from '../../made/small-server.ts';

test('a redirect to another host is a failure that is counted, and nothing goes there', async ({ serve }) => {
  const other = await serve((_request, response) => json(response, 200, { id: 1 }));
  const server = await serve((_request, response) =>
    response.writeHead(307, { location: `${other.origin}/operation` }).end(),
  );
  const { outcomes } = await saturatingBurst(burstAt(server.origin), { connections: 2, durationMs: 300 });
  expect(server.requests.length).toBeGreaterThan(10);
  expect(outcomes.ok ?? 0).toBe(0);
  expect(outcomes.unexpected_status).toBeGreaterThan(10);
  expect(other.connections).toBe(0);
});
