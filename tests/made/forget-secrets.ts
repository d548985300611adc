import { knownSecrets, maskOfProcess } from '../../src/base/secrets/known-secrets.ts';

/** Makes this process forget secrets that a test has noted, so that it does not mask them in later spec files of the same worker. */
export function forgetSecrets(...secrets: readonly string[]): void {
  for (const secret of secrets) (knownSecrets() as Set<string>).delete(secret);
  // The process makes its mask anew only when the number of secrets differs, and the next test may note as many.
  maskOfProcess();
}
