import { createHash } from 'node:crypto';

/** Fixed namespace of the suite's names (RFC 9562, version 5): the same run and name give the same id everywhere. */
const NAMESPACE = Buffer.from('6f1d2b0a4c3e5d708192a3b4c5d6e7f8', 'hex');

/**
 * The dealership that a run files its data under. Every lane and process of a run works it out alone and gets the
 * same, and a later clean-up finds the data by the run id only.
 *
 * @param name tells several dealerships of one run apart, e.g. `vu-3`
 * @returns a UUID of version 5
 */
export function dealershipIdFor(runId: string, name: string): string {
  const digest = createHash('sha1').update(NAMESPACE).update(`${runId}\n${name}`).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
