import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { SETTING_ENTRIES } from '../../../src/settings/settings.ts';
import { runCommand } from '../../made/started-command.ts';
import { ROWS } from '../../nightly/hostile/rows.ts';
import { expectRow } from '../../nightly/hostile/run-row.ts';
import { badValues, shown } from '../../nightly/hostile/setting-rows.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../scripts/run-load-tests.ts');
const AT_A_TIME = 2;

test.skip(process.platform !== 'linux', 'the folders and processes of the rows are those of Linux');

test('the quick rows of the table of hostile inputs end as the table says', async () => {
  const rows = ROWS.filter(({ isFast }) => isFast);
  expect(rows.length).toBeGreaterThan(25);
  const left = rows.values();
  const work = async () => {
    for (const row of left)
      await test.step(`${row.id}: ${row.command}`, () => expectRow(row, test.info().outputPath(row.id)));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
});

test('every setting that refuses anything has bad values in the table, the others take any text', () => {
  const free = SETTING_ENTRIES.filter(([, entry]) => badValues(entry) === undefined);
  for (const [key, { kind, secret }] of free)
    expect(secret || kind.schema.safeParse('¿?').success, `${key} takes any text`).toBe(true);
  expect(SETTING_ENTRIES.flatMap(([, entry]) => (badValues(entry)?.length === 0 ? entry.name : []))).toEqual(
    [],
  );
});

for (const turn of [0, 1, 2, 3, 4])
  test(`bad values of all settings at once are all named, each with what would be right (${turn + 1} of 5)`, async () => {
    const bad = SETTING_ENTRIES.flatMap(([, entry]) => {
      const text = badValues(entry)?.at(turn);
      return text === undefined ? [] : [{ entry, text }];
    });
    expect(bad.length).toBeGreaterThan(10);
    const env = Object.fromEntries(bad.map(({ entry, text }) => [entry.name, text]));
    const { code, printed } = await runCommand(process.execPath, [SCRIPT, 'smoke'], {
      ...env,
      OUTPUT_DIR: test.info().outputPath('out'),
    });
    expect(code, printed).toBe(1);
    const [first, ...others] = printed.split('\n');
    expect(first).toMatch(
      new RegExp(`^\\[BAD_SETTING\\] checked: [A-Z_, ]+\\. Found: ${bad.length} mistakes\\. Right would be:`),
    );
    for (const { entry, text } of bad)
      expect(others).toContainEqual(
        expect.stringMatching(new RegExp(`^  - ${entry.name}: .+; found .*${shown(text)}`)),
      );
    expect(printed, 'a password in an address').not.toContain('s3cretpw');
  });
