import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '../../../../lab/shared/free-port.ts';
import { signInUsers } from '../../../../lanes/traffic/sign-in-users.ts';
import { accountPoolPath } from '../../../../src/record/account-pool-file.ts';
import { Allowance } from '../../../../src/record/allowance.ts';
import { RunClock } from '../../../../src/record/run-clock.ts';
import { openJournal, type RunContext } from '../../../../src/record/run-context.ts';
import { RUN_FILES } from '../../../../src/record/run-files.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { startSandbox } from '../../../../src/run/embedded-sandbox.ts';
import { RequestBudget } from '../../../../src/target/request-budget.ts';
import { readJournal } from '../../../../src/target/test-data/read-journal.ts';
import { targetAt } from '../../../made/test-target.ts';

/** With the visitor of the auth service 60 accounts, more than the usual 51. */
const USERS = 59;
/** A new Desk Studio with a database of its own. Its hashes are cheap, and so are the sign-ins. */
const SANDBOX = { BCRYPT_COST: '4', DATABASE_URL: '', REDIS_URL: '' };

const rateLimits = {
  enabled: false,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
};

/** Signs the users of a run in, in a process's place, and tells what became of their accounts. */
async function signedInBy(name: string, baseUrl: string, outputFolder: string) {
  const folder = new RunFolder(test.info().outputPath(name));
  mkdirSync(folder.path, { recursive: true });
  const journal = openJournal(folder, 'lane-0');
  const run = {
    folder,
    target: targetAt(baseUrl),
    settings: { accounts: 100, outputFolder },
    plan: { sandbox: false, rateLimits, dealerships: { accounts: randomUUID() } },
    budget: new RequestBudget(rateLimits, folder.file(RUN_FILES.budget)),
    allowance: new Allowance(undefined, folder),
    clock: new RunClock(folder),
    journal,
  } as unknown as RunContext;
  const sessions = await signInUsers(run, { peakVus: USERS });
  journal.close();
  const { done, made } = folder.read<{ done: number; made: number }>(RUN_FILES.signIn) ?? {};
  const noted = readJournal(folder.file('created/lane-0.jsonl')).entries.length;
  return { sessions, folder, done, made, noted };
}

test('a second run uses the accounts of the first, a target that was reset gets new ones, and no secret is in the file', async () => {
  test.setTimeout(180_000);
  const outputFolder = test.info().outputPath('reports');
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  let sandbox = await startSandbox(port, SANDBOX);
  try {
    const first = await signedInBy('first', baseUrl, outputFolder);
    expect(first).toMatchObject({ done: USERS + 1, made: USERS + 1, noted: USERS + 1 });
    const second = await signedInBy('second', baseUrl, outputFolder);
    expect(second).toMatchObject({ done: USERS + 1, made: 0, noted: 0 });
    const ids = ({ sessions }: typeof first) => sessions.map(({ user }) => user.id);
    expect(ids(second)).toEqual(ids(first));

    await sandbox.stop();
    sandbox = await startSandbox(port, SANDBOX);
    const third = await signedInBy('third', baseUrl, outputFolder);
    expect(third).toMatchObject({ done: USERS + 1, made: USERS + 1 });
    expect(new Set([...ids(first), ...ids(third)]).size).toBe(2 * (USERS + 1));

    const path = accountPoolPath(outputFolder);
    expect(basename(path)).toBe('account-pool.json');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('loadtest-vu-060@example.com');
    expect(text).toContain(third.sessions[0]?.user.dealershipId);
    for (const { account, tokens } of third.sessions)
      for (const secret of [account.password.reveal(), tokens.access, tokens.refresh])
        expect(text).not.toContain(secret);
    expect(text).not.toMatch(/password|token/i);
  } finally {
    await sandbox.stop();
  }
});
