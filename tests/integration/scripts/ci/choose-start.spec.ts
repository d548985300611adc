import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCommand } from '../../../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../../scripts/ci/choose-start.ts');

test('the only line of its output is the start of all segments, and people read it in the log', async () => {
  const output = test.info().outputPath('output');
  const begunMs = Date.now();
  const command = [`"${process.execPath}" "${SCRIPT}" >> "${output}" && cat "${output}"`];
  const { code, printed } = await runCommand('/bin/sh', ['-c', ...command], { START_IN: '20m' });
  expect(code).toBe(0);
  const [, said, startAt = ''] =
    /^The traffic of all segments begins at (\S+)\.\nSTART_AT=(\S+)\n$/.exec(printed) ?? [];
  expect(said).toBe(startAt);
  const aheadMs = Date.parse(startAt) - begunMs;
  expect(aheadMs).toBeGreaterThanOrEqual(20 * 60_000);
  expect(aheadMs).toBeLessThan(21 * 60_000);
});

test('a time that no segment waits for fails the step with one line, and gives no output', async () => {
  const { code, printed } = await runCommand(process.execPath, [SCRIPT], { START_IN: '2h' });
  expect(code).toBe(1);
  expect(printed).toBe('choose-start: expected START_IN from 60 s to 1 h, such as 10m, found "2h"\n');
});
