import { expect, test } from '@playwright/test';
import Fastify from 'fastify';
import { faultsRoute, isThisMachine } from '../../../../sandbox/faults/admin-route.ts';
import { FaultSwitch } from '../../../../sandbox/faults/fault-switch.ts';

async function appWith(state: 'on' | 'off') {
  const app = Fastify();
  const pool = { query: async () => undefined } as unknown as ConstructorParameters<typeof FaultSwitch>[1];
  const faults = new FaultSwitch(app, pool);
  faultsRoute(app, state === 'on' ? faults : undefined);
  return { app, faults };
}

const PATH = '/__faults';
const elsewhere = { remoteAddress: '192.0.2.1' };

test('a sandbox that was started without the route answers 404 to every method, from everywhere', async () => {
  const { app } = await appWith('off');
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const)
    for (const from of [{}, elsewhere])
      expect((await app.inject({ method, url: PATH, ...from, payload: 'capacity:2x10' })).statusCode).toBe(
        404,
      );
});

test('the faults of a body replace those that are on, an empty body ends them', async () => {
  const { app, faults } = await appWith('on');
  const post = async (payload: string) => (await app.inject({ method: 'POST', url: PATH, payload })).json();
  expect(await post('capacity:2x10,deals.list:delay+200')).toEqual({
    faults: ['capacity:2x10', 'deals.list:delay+200'],
  });
  expect(await post('*:delay+5')).toEqual({ faults: ['*:delay+5'] });
  expect((await app.inject({ method: 'GET', url: PATH })).json()).toEqual({ faults: ['*:delay+5'] });
  expect(await post('')).toEqual({ faults: [] });
  expect(faults.site.requestSteps.size).toBe(0);
});

test('a body with a text that is not a fault changes nothing, and the answer names the forms', async () => {
  const { app } = await appWith('on');
  await app.inject({ method: 'POST', url: PATH, payload: 'capacity:2x10' });
  for (const payload of ['*:delay+5,fire:3', '/deals:script+300']) {
    const answer = await app.inject({ method: 'POST', url: PATH, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatch(
      /"fire:3" is not a fault, it should be like deals|set FAULTS at the start/,
    );
  }
  expect((await app.inject({ method: 'GET', url: PATH })).json()).toEqual({ faults: ['capacity:2x10'] });
});

test('other machines get 403, and change nothing', async () => {
  const { app, faults } = await appWith('on');
  const answer = await app.inject({ method: 'POST', url: PATH, payload: 'capacity:2x10', ...elsewhere });
  expect(answer.statusCode).toBe(403);
  expect(faults.texts).toEqual([]);
  expect(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'].map(isThisMachine)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['10.127.0.1', '::ffff:10.0.0.1', '::2', undefined].map(isThisMachine)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
