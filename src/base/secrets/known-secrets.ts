import { type Mask, maskFor } from './mask.ts';

const known = new Set<string>();
let mask: { readonly of: number; readonly mask: Mask } | undefined;

/** Notes a secret that this process has got to know. It stays in the memory of the process. */
export function noteSecret(secret: string): void {
  known.add(secret);
}

/** All secrets that this process knows: passwords of its settings, and tokens and cookies that it was given. */
export function knownSecrets(): ReadonlySet<string> {
  return known;
}

/** Masks all secrets that this process knows by now. */
export function maskOfProcess(): Mask {
  if (mask === undefined || mask.of !== known.size) mask = { of: known.size, mask: maskFor(known) };
  return mask.mask;
}
