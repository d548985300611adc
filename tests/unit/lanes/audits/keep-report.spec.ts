import { mkdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Result } from 'lighthouse';
import { keepReport } from '../../../../lanes/audits/keep-report.ts';
import { noteSecret } from '../../../../src/base/secrets/known-secrets.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { navigationResult } from '../../../made/lighthouse-results.ts';

const ACCESS = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
/** Somebody else's token, as a page may show it. This process does not know it. */
const FOREIGN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIyIn0.b3RoZXI';
/** A refresh token is not always a JSON Web Token. */
const REFRESH = '6f9f3e0c-refresh';
const PASSWORD = 'a "quoted" </script>pässword';

test('a report contains neither tokens nor the password', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  const result = navigationResult();
  const seen = `wss://desk.example/ws?token=${ACCESS} ${FOREIGN} ${REFRESH} ${PASSWORD} and 97 others`;
  const withSecrets = {
    ...result,
    audits: { ...result.audits, 'errors-in-console': { id: 'errors-in-console', title: seen } },
  } as unknown as Result;
  for (const secret of [ACCESS, REFRESH, PASSWORD]) noteSecret(secret);

  const path = keepReport(folder, 'lighthouse/deals', withSecrets);

  for (const file of [path, folder.file('lighthouse/deals.json')]) {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('wss://desk.example/ws?token=*** *** *** *** and 97 others');
    for (const secret of [ACCESS, FOREIGN, REFRESH, PASSWORD, JSON.stringify(PASSWORD).slice(1, -1)])
      expect(text).not.toContain(secret);
  }
});
