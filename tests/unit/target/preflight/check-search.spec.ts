import { expect, test } from '@playwright/test';
import { checkSearch, type SearchToCheck } from '../../../../src/target/preflight/check-search.ts';

/** What the preflight says of a search that answers like this. */
async function saidOf(status: number, answer: string, offer: SearchToCheck['offer'] = OFFERED) {
  const asked: string[] = [];
  const taken: string[] = [];
  const send = async ({ path }: { readonly path: string }) => {
    asked.push(path);
    return { status, body: Buffer.from(answer) };
  };
  const finding = await checkSearch({
    connection: { send } as unknown as SearchToCheck['connection'],
    session: { authorization: 'Bearer t', user: { dealershipId: 'd-1' } } as never,
    budget: { take: async (tier) => void taken.push(tier) },
    offer,
  });
  return { finding, asked, taken };
}

const OFFERED = { kind: 'offered', path: '/api/v1/customers' } as const;

test('a search that answers a text that nobody has with customers is noted as unfiltered', async () => {
  const { finding, asked, taken } = await saidOf(200, '[{"id":1},{"id":2}]');
  expect(finding).toMatchObject({
    check: 'search',
    kind: 'warning',
    found: 'customers.search is unfiltered: it answers a text that nobody has with 2 customers',
  });
  expect(asked[0]).toMatch(/^\/api\/v1\/customers\?dealership_id=d-1&search=[0-9a-f-]{36}$/);
  expect(taken).toEqual(['user+dealership']);
});

test('one that filters, fails, or answers with something else has no such note', async () => {
  for (const [status, answer] of [
    [200, '[]'],
    [200, 'null'],
    [200, '{"error":"no"}'],
    [200, '<html>'],
    [503, '[1]'],
  ] as const)
    expect((await saidOf(status, answer)).finding).toBeUndefined();
});

test('a target without search is not asked', async () => {
  const { finding, asked } = await saidOf(200, '[1]', { kind: 'not offered', reason: 'no such route' });
  expect(finding).toBeUndefined();
  expect(asked).toEqual([]);
});
