import type { Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { switchOn, testSite } from '../../../made/fault-site.ts';

test('all open WebSockets are cut every so many seconds', async () => {
  const plans: { readonly ms: number; readonly work: () => void }[] = [];
  const cut: string[] = [];
  const upgraded = new Set(
    ['a', 'b'].map((name) => ({ destroy: () => cut.push(name) }) as unknown as Socket),
  );
  const every = (ms: number, work: () => void) => {
    plans.push({ ms, work });
    return () => undefined;
  };
  await switchOn('socket-drop:10', { ...testSite(), upgraded, every });
  expect(plans.map(({ ms }) => ms)).toEqual([10_000]);
  plans[0]?.work();
  expect(cut).toEqual(['a', 'b']);
});
