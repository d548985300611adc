import type { Verdict } from '../../verdict/verdict.ts';

/** A verdict in one or two words. */
export const VERDICT_WORDS: Readonly<Record<Verdict['kind'], string>> = {
  pass: 'held',
  fail: 'broken',
  inconclusive: 'too few samples',
  'not offered': 'not offered',
};
