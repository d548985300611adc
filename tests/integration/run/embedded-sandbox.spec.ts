import { startSandbox } from '../../../src/run/embedded-sandbox.ts';
import { expect, json, test } from '../../made/small-server.ts';

test('a sandbox whose port is taken is one line with what it said', async ({ serve }) => {
  const { origin } = await serve((_request, response) => json(response, 200, {}));
  const started = startSandbox(Number(new URL(origin).port));
  await expect(started).rejects.toThrow(
    /^\[SANDBOX_FAILED\] checked: starting the sandbox on port \d+\. Found: it ended with code 1; it said: [^\n]* is taken by another program\.[^\n]*[^.]\. Right would be: a free port[^\n]*$/,
  );
});
