import { type EmbeddedSandbox, startSandbox } from '../../src/run/embedded-sandbox.ts';
import { freePort } from './free-port.ts';

/** Starts the embedded Desk Studio on a free port. */
export async function startFreeSandbox(
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedSandbox & { readonly url: string }> {
  const port = await freePort();
  return { ...(await startSandbox(port, settings)), url: `http://127.0.0.1:${port}` };
}
