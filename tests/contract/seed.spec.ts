import { jsonOf } from './world/json-body.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

const dealershipId = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

interface SignedIn {
  readonly access_token: string;
  readonly user: Record<string, unknown>;
}

async function signIn(world: World): Promise<SignedIn> {
  const json = { email: 'loadtest@example.com', password: 'LoadTest123!' };
  const answer = await world.send({ method: 'POST', path: '/api/v1/auth/login', json, anonymous: true });
  return jsonOf<SignedIn>(answer, 200);
}

test("the guide's test user signs in and belongs to the product's first dealership", async ({ world }) => {
  const { user } = await signIn(world);
  expect(user).toMatchObject({ email: 'loadtest@example.com', dealership_id: dealershipId });
});

test('the test user finds a dealership at work: customers, cars, deals, visits and conversations', async ({
  world,
}) => {
  const headers = { authorization: `Bearer ${(await signIn(world)).access_token}` };
  const count = async (path: string) => {
    const body = jsonOf<readonly unknown[] | { total: number }>(
      await world.send({ method: 'GET', path, headers }),
      200,
    );
    return 'total' in body ? body.total : body.length;
  };
  const filter = `dealership_id=${dealershipId}`;
  expect(await count(`/api/v1/customers?${filter}`)).toBeGreaterThanOrEqual(100);
  expect(await count(`/api/v1/inventory/vehicles?${filter}&status=available`)).toBeGreaterThanOrEqual(40);
  expect(await count(`/api/v1/deals?${filter}`)).toBeGreaterThanOrEqual(100);
  expect(await count('/api/v1/showroom/visits?active_only=true')).toBeGreaterThan(0);
  expect(await count('/api/v1/messaging/conversations')).toBeGreaterThan(0);
});

test('lists and searches go over thousands of rows', async ({ world }) => {
  const { rows } = await world.pool.query<{ customers: number; deals: number }>(
    'SELECT (SELECT count(*)::int FROM customers) AS customers, (SELECT count(*)::int FROM deals) AS deals',
  );
  expect(rows[0]?.customers).toBeGreaterThanOrEqual(2000);
  expect(rows[0]?.deals).toBeGreaterThanOrEqual(2000);
});
