import { startFreeSandbox } from '../../../lab/shared/free-sandbox.ts';
import { startSandbox } from '../../../src/run/embedded-sandbox.ts';
import { expect, json, test } from '../../made/small-server.ts';

test('a sandbox whose port is taken is one line with what it said', async ({ serve }) => {
  const { origin } = await serve((_request, response) => json(response, 200, {}));
  const started = startSandbox(Number(new URL(origin).port));
  await expect(started).rejects.toThrow(
    /^\[SANDBOX_FAILED\] checked: starting the sandbox on port \d+\. Found: it ended with code 1; it said: [^\n]* is taken by another program\.[^\n]*[^.]\. Right would be: a free port[^\n]*$/,
  );
});

test('an empty RATE_LIMIT_ENABLED counts as not set: the limits of a run stay off', async () => {
  const before = process.env.RATE_LIMIT_ENABLED;
  process.env.RATE_LIMIT_ENABLED = ' ';
  const own = { DATABASE_URL: '', REDIS_URL: '', RATE_LIMIT_IP: '1' };
  const { url, stop } = await startFreeSandbox(own).finally(() => {
    if (before === undefined) delete process.env.RATE_LIMIT_ENABLED;
    else process.env.RATE_LIMIT_ENABLED = before;
  });
  try {
    const ask = () => fetch(`${url}/api/v1/auth/login`, { method: 'POST' });
    const answers = [await ask(), await ask()];
    expect(answers.map(({ status }) => status)).not.toContain(429);
  } finally {
    await stop();
  }
});
