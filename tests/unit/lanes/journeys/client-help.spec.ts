import { expect, type Page, test } from '@playwright/test';
import { ClientHelp } from '../../../../lanes/journeys/client-help.ts';
import { SHIM_NAMES } from '../../../../src/settings/table/run-rows.ts';

/** A page of this client, and what it says when it reads a list: as an object with the list in it, or as it is. */
async function pageOf(help: ClientHelp) {
  let read = (_inObject: boolean): void => undefined;
  const page = {
    on: () => page,
    exposeFunction: async (_name: string, told: typeof read) => {
      read = told;
    },
    addInitScript: async () => undefined,
  };
  await help.watch(page as unknown as Page);
  return { readsLists: (inObject: boolean) => read(inObject) };
}

test('a client that reads a list as an object gets S2, and with it the shims that change only what needs them', async () => {
  const help = new ClientHelp([], SHIM_NAMES);
  const page = await pageOf(help);
  expect([help.isWrong, help.learn()]).toEqual([false, false]);
  page.readsLists(true);
  expect([help.isWrong, help.learn(), help.isWrong]).toEqual([true, true, false]);
  expect(help.names).toEqual(SHIM_NAMES);
});

test('S2 is taken back from a client that reads lists as they are', async () => {
  const help = new ClientHelp(SHIM_NAMES, SHIM_NAMES);
  (await pageOf(help)).readsLists(false);
  expect(help.learn()).toBe(true);
  expect(help.names).toEqual(['S1', 'S3', 'S4']);
});

test('a client whose pages contradict each other is helped once, and then its error stands', async () => {
  const help = new ClientHelp([], SHIM_NAMES);
  const page = await pageOf(help);
  page.readsLists(true);
  help.learn();
  page.readsLists(false);
  expect([help.isWrong, help.learn()]).toEqual([false, false]);
});

test('once a visit has come to its end, nothing is watched or changed', async () => {
  const help = new ClientHelp([], SHIM_NAMES);
  const page = await pageOf(help);
  page.readsLists(true);
  help.settle();
  page.readsLists(true);
  expect([help.isWrong, help.learn(), help.names]).toEqual([false, false, []]);
});

test('help that SHIMS names is what it is, whatever a page reads', async () => {
  const help = new ClientHelp(['S1'], []);
  (await pageOf(help)).readsLists(true);
  expect([help.isWrong, help.learn(), help.names]).toEqual([false, false, ['S1']]);
});
