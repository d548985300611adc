import { expect, test } from '@playwright/test';
import Fastify from 'fastify';
import { parseFault } from '../../../../sandbox/faults/fault.ts';
import { FaultSwitch } from '../../../../sandbox/faults/fault-switch.ts';

const faultsOf = (...texts: readonly string[]) => texts.flatMap((text) => parseFault(text) ?? []);

test('after two faults of the same thing everything is as it was without them', async () => {
  const app = Fastify();
  const pool = { options: { max: 25 }, totalCount: 0, query: async () => undefined };
  const faults = new FaultSwitch(app, pool as never);
  let served = 0;
  app.server.on('connection', () => {
    served += 1;
  });
  await faults.set(faultsOf('pool:2', 'pool:3', 'half-open:100', 'half-open:99'));
  expect(faults.texts).toHaveLength(4);
  expect(pool.options.max).toBe(3);
  await faults.set([]);
  expect(pool.options.max).toBe(25);
  app.server.emit('connection', { once: () => undefined, on: () => undefined } as never);
  expect(served).toBe(1);
});
