import { createHash } from 'node:crypto';
import type { BuildContext } from '../operation.ts';

/** Longest tag that fits the shortest text it goes into (a stock number of 50 characters). */
const RUN_TAG = /^[A-Za-z0-9-]{1,24}$/;

/** Numbers the things that one simulated user makes, so that no two of a run carry the same e-mail or VIN. */
export interface RequestSerial {
  /** Eight hexadecimal digits that tell this user of this run from every other. */
  readonly owner: string;
  /** 48 bits that tell this user of this run from every other, for numbers that have to be unique. */
  readonly ownerNumber: number;
  /** Counts up by one per call, from 1. */
  next(): number;
}

const serials = new WeakMap<BuildContext, RequestSerial>();

/**
 * The serial of a user. It follows from run tag, user and the first draw of the user's seed: a repeated run with the
 * same seed and tag repeats its texts, two contexts of one user in one run must have different seeds.
 *
 * @throws Error when the run's tag cannot be put into texts as it is
 */
export function serialOf(context: BuildContext): RequestSerial {
  const known = serials.get(context);
  if (known !== undefined) return known;
  if (!RUN_TAG.test(context.runTag)) {
    throw new Error(
      `run tag: found ${JSON.stringify(context.runTag)}; right would be 1 to 24 letters, digits or hyphens, ` +
        'since it becomes part of e-mail addresses and stock numbers',
    );
  }
  const digest = createHash('sha256')
    .update(`${context.runTag}\n${context.userId}\n${context.faker.number.int(2 ** 31)}`)
    .digest();
  let count = 0;
  const serial: RequestSerial = {
    owner: digest.subarray(0, 4).toString('hex'),
    ownerNumber: digest.readUIntBE(4, 6),
    next: () => {
      count += 1;
      return count;
    },
  };
  serials.set(context, serial);
  return serial;
}

/** A short text that is unique in the run and carries its tag, e.g. `r7f3a-09c1e2aa-12`. */
export function taggedSerial(context: BuildContext): string {
  const serial = serialOf(context);
  return `${context.runTag}-${serial.owner}-${serial.next()}`;
}
