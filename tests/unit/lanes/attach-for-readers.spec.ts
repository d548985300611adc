import { existsSync, readFileSync } from 'node:fs';
import { expect, type TestInfo, test } from '@playwright/test';
import { attachForReaders } from '../../../lanes/attach-for-readers.ts';

type Attached = NonNullable<Parameters<TestInfo['attach']>[1]>;

/** Attaches something and returns what Playwright was handed, with the text of a file at that moment. */
async function attachedAs(options: Attached) {
  let handed: Attached & { text?: string } = {};
  await attachForReaders(
    {
      outputPath: (...names) => test.info().outputPath(...names),
      attach: async (_name, given = {}) => {
        handed = {
          ...given,
          ...(given.path !== undefined && { text: readFileSync(given.path, 'utf8') }),
        };
      },
    },
    'limits held',
    options,
  );
  return handed;
}

test('a page is attached as a file, since Playwright prints the text of others when a test fails', async () => {
  const handed = await attachedAs({ contentType: 'text/html', body: '<p>held</p>' });
  expect(handed).toMatchObject({ contentType: 'text/html', text: '<p>held</p>' });
  expect(handed.body).toBeUndefined();
  // Playwright has copied it.
  expect(existsSync(handed.path ?? '')).toBe(false);
});

test('a picture and a line of text are attached as they are', async () => {
  for (const options of [
    { contentType: 'image/svg+xml', body: '<svg/>' },
    { contentType: 'text/plain', body: 'npx playwright show-trace trace.zip' },
  ])
    expect(await attachedAs(options)).toEqual(options);
});
