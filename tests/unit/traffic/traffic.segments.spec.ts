import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { ranTraffic } from '../../made/ran-traffic.ts';
import { expect, test } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

test('the users of two segments are like no user of the other, and only the first one has a visitor of auth', async ({
  serve,
}) => {
  const fake = new FakeDeskStudio();
  const addresses = new Set<string>();
  const server = await serve((request, response) => {
    if (request.headers.traceparent !== undefined) addresses.add(String(request.headers['x-forwarded-for']));
    void fake.answer(request, response);
  });
  const receivedFrom = async (index: number) => {
    const before = fake.received.length;
    addresses.clear();
    const { slices } = await ranTraffic(targetAt(server.origin), {
      seconds: 8,
      users: 6,
      segment: { index, of: 2 },
    });
    const received = fake.received.slice(before);
    const emails = received
      .filter(({ operationId }) => operationId === 'customers.create')
      .map(({ body }) => String(Reflect.get(Object(body), 'email')));
    const visits = received.filter(({ operationId }) => operationId === 'auth.login').length;
    return { emails, visits, addresses: [...addresses], ends: slices.map(({ toMs }) => toMs) };
  };
  const [first, second] = [await receivedFrom(1), await receivedFrom(2)];
  expect(first.emails.length).toBeGreaterThan(2);
  expect(second.emails.length).toBeGreaterThan(2);
  expect(first.emails.filter((email) => second.emails.includes(email))).toEqual([]);
  expect(first.addresses.filter((address) => second.addresses.includes(address))).toEqual([]);
  expect(first.visits).toBeGreaterThan(0);
  expect(second.visits).toBe(0);
  // So that their slices can be put together.
  for (const { ends } of [first, second]) {
    expect(ends.slice(0, 3).map((ms) => Math.round(ms / 2_000))).toEqual([1, 2, 3]);
    expect(Math.max(...ends.slice(0, 3).map((ms) => ms % 2_000))).toBeLessThan(100);
  }
});
