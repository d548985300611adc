import { expect, test } from './world/world-fixture.ts';

// A wrong JSON type is found by the service's decoder, not by its validator: other words, no details.
const withCode = [
  { path: '/api/v1/deals', json: { vehicle_price: 'cheap' } },
  { path: '/api/v1/customers', json: { credit_score: '700' } },
  { path: '/api/v1/inventory/vehicles', json: { year: '2024' } },
];
const withoutCode = [
  { path: '/api/v1/auth/login', json: { email: 7, password: 'x' } },
  { path: '/api/v1/showroom/visits', json: { customer_id: 7 } },
  { path: '/api/v1/messaging/conversations', json: { type: 'GROUP', participant_ids: 'me' } },
];

for (const { path, json } of withCode) {
  test(`a wrong JSON type at ${path} is a decoder error with code INVALID_JSON`, async ({ world }) => {
    const answer = await world.send({ method: 'POST', path, json });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      { error: expect.stringMatching(/^Invalid request body: /), code: 'INVALID_JSON' },
    ]);
  });
}

for (const { path, json } of withoutCode) {
  test(`a wrong JSON type at ${path} is a decoder error without a code`, async ({ world }) => {
    const answer = await world.send({ method: 'POST', path, json });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      400,
      { error: expect.stringMatching(/^Invalid request body/) },
    ]);
  });
}
