import { EventEmitter } from 'node:events';
import { expect, test } from '@playwright/test';
import { switchOn, testSite } from '../../../made/fault-site.ts';

test('of 100 new connections 10 never reach the server, until the fault is switched off', async () => {
  const site = testSite();
  let served = 0;
  site.server.on('connection', () => {
    served += 1;
  });
  const destroyed: unknown[] = [];
  const connect = () => {
    const socket = Object.assign(new EventEmitter(), { destroy: () => void destroyed.push(1) });
    site.server.emit('connection', socket as never);
  };
  const off = await switchOn('half-open:10', site);
  for (let times = 0; times < 100; times += 1) connect();
  expect(served).toBe(90);
  await off();
  expect(destroyed).toHaveLength(10);
  connect();
  expect(served).toBe(91);
});
