import { expect, test } from '@playwright/test';
import Fastify from 'fastify';
import { createTokens } from '../../../../sandbox/auth/tokens.ts';
import { FaultSwitch } from '../../../../sandbox/faults/fault-switch.ts';
import { readSettings } from '../../../../sandbox/settings.ts';
import { switchOn } from '../../../made/fault-site.ts';

test('tokens that are made while the fault is on expire early, others do not', async () => {
  const pool = { query: async () => undefined } as unknown as ConstructorParameters<typeof FaultSwitch>[1];
  const faults = new FaultSwitch(Fastify(), pool);
  const tokens = createTokens(faults.tokenSettings(readSettings({})), () => 1_000_000);
  const user = { id: 'u', email: 'e', role: 'r', dealershipId: 'd' };
  const life = () => {
    const reading = tokens.read(tokens.accessToken(user));
    return reading.kind === 'valid' ? reading.expiresAtSeconds - 1_000 : undefined;
  };
  const off = await switchOn('token-life:15', faults.site);
  expect(life()).toBe(15);
  await off();
  expect(life()).toBe(900);
});
