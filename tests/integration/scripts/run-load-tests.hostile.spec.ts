import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { beginCommand } from '../../../scripts/command-line/begin-command.ts';
import { SETTING_ENTRIES } from '../../../src/settings/settings.ts';
import { expectRowInProcess } from '../../hostile/row-in-process.ts';
import { ROWS, ROWS_BY_SUBJECT } from '../../hostile/rows.ts';
import { expectRow } from '../../hostile/run-row.ts';
import { badValues, shown } from '../../hostile/setting-rows.ts';
import { HELD_ELSEWHERE, TRIAL_IDS } from '../../hostile/trials.ts';
import { PROJECT } from '../../made/listed-tests.ts';

const AT_A_TIME = 2;
const inProcess = ROWS.filter(({ inNpmTest }) => inNpmTest === 'in process');
const asProcess = ROWS.filter(({ inNpmTest }) => inNpmTest === 'as a process');

test.skip(process.platform !== 'linux', 'the folders and processes of the rows are those of Linux');

test('npm test runs more than half of the rows that need no whole run, 25 of them as a process', () => {
  expect((inProcess.length + asProcess.length) / ROWS.length).toBeGreaterThan(0.5);
  expect(asProcess.length).toBeGreaterThanOrEqual(25);
});

test('each of the first trials is held by a row of the table or by a test that is there', () => {
  const ids = new Set(ROWS.map(({ id }) => id));
  expect(new Set(TRIAL_IDS).size).toBe(TRIAL_IDS.length);
  expect(TRIAL_IDS.filter((id) => !ids.has(id) && HELD_ELSEWHERE[id] === undefined)).toEqual([]);
  for (const [id, holder] of Object.entries(HELD_ELSEWHERE)) {
    expect(TRIAL_IDS, id).toContain(id);
    expect(ids.has(id), `${id} is in the table, and named a second time`).toBe(false);
    if ('row' in holder) expect([...ids], `the row for ${id}`).toContain(holder.row);
    else
      expect(readFileSync(join(PROJECT, holder.spec), 'utf8'), `the test for ${id}`).toContain(holder.title);
  }
});

for (const [subject, all] of Object.entries(ROWS_BY_SUBJECT)) {
  const rows = all.filter(({ inNpmTest }) => inNpmTest === 'in process');
  if (rows.length > 0)
    test(`${rows.length} rows of the table of hostile inputs on ${subject} end as the table says, checked in this process`, async () => {
      for (const row of rows)
        await test.step(`${row.id}: ${row.command}`, () =>
          expectRowInProcess(row, test.info().outputPath(row.id.replaceAll(/[^\w]/g, '_'))));
    });
}

test(`${asProcess.length} rows of the table of hostile inputs end as the table says, each as a process`, async () => {
  const left = asProcess.values();
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
  test(`bad values of all settings at once are all named, each with what would be right (${turn + 1} of 5)`, () => {
    const bad = SETTING_ENTRIES.flatMap(([, entry]) => {
      const text = badValues(entry)?.at(turn);
      return text === undefined ? [] : [{ entry, text }];
    });
    expect(bad.length).toBeGreaterThan(10);
    const env = Object.fromEntries(bad.map(({ entry, text }) => [entry.name, text]));
    const printed: string[] = [];
    const print = (text: string) => void printed.push(text);
    const code = beginCommand(['smoke'], { ...env, OUTPUT_DIR: test.info().outputPath('out') }, '/', {
      say: print,
      warn: print,
    });
    expect(code, printed.join('\n')).toBe(1);
    const [first, ...others] = printed.join('\n').split('\n');
    expect(first).toMatch(
      new RegExp(`^\\[BAD_SETTING\\] checked: [A-Z_, ]+\\. Found: ${bad.length} mistakes\\. Right would be:`),
    );
    for (const { entry, text } of bad)
      expect(others).toContainEqual(
        expect.stringMatching(new RegExp(`^  - ${entry.name}: .+; found .*${shown(text)}`)),
      );
    expect(printed.join('\n'), 'a password in an address').not.toContain('s3cretpw');
  });
