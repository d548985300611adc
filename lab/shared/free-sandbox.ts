import { type EmbeddedSandbox, startSandbox } from '../../src/run/embedded-sandbox.ts';
import { freePort } from './free-port.ts';

/**
 * Starts the embedded Desk Studio on a free port.
 *
 * @param settings of the sandbox, before those of the environment
 * @param environment that of this process by default
 */
export async function startFreeSandbox(
  settings: Readonly<Record<string, string>> = {},
  environment?: Readonly<Record<string, string>>,
): Promise<EmbeddedSandbox & { readonly url: string }> {
  const port = await freePort();
  return { ...(await startSandbox(port, settings, environment)), url: `http://127.0.0.1:${port}` };
}
