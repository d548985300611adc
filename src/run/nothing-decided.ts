import { counted, formatCount, listed } from '../base/format.ts';
import { SuiteError } from '../base/suite-error.ts';
import { missingWords, samplesToHold } from '../verdict/missing-samples.ts';
import { countsForTheRun, type Inconclusive, type Verdict } from '../verdict/verdict.ts';

/** Limits that are named one by one. */
const MOST_NAMED = 3;

/**
 * Why a run in which no limit is broken is not green all the same: none that counts was held either. Such a run says as
 * little about the target as one that measured nothing.
 *
 * @returns a line that begins with its code; undefined when a limit that counts was held
 */
export function nothingDecided(verdicts: readonly Verdict[], slaCounts: boolean): string | undefined {
  const counting = verdicts.filter((verdict) => countsForTheRun(verdict, slaCounts));
  if (counting.some(({ kind }) => kind === 'pass')) return undefined;
  const open = counting.filter((verdict) => verdict.kind === 'inconclusive');
  const own = open.filter(({ column }) => column === 'scenario');
  const telling = own.length > 0 ? own : open;
  const named = telling.slice(0, MOST_NAMED).map(missingWords);
  const rest = open.length - named.length;
  const others = rest > 0 ? [counted(rest, 'other limit')] : [];
  return new SuiteError('NOTHING_DECIDED', {
    checked: 'the limits of what was measured',
    found:
      open.length === 0
        ? 'none that counts could be held or broken'
        : `of those that count none was held and none broken, all are open. ${listed([...named, ...others])}`,
    right: whatToDo(open, telling),
  }).message;
}

function whatToDo(open: readonly Verdict[], telling: readonly Inconclusive[]): string {
  const by = (kind: Verdict['owner']['kind']) => open.some(({ owner }) => owner.kind === kind);
  if (by('traffic')) {
    const shares = telling.map((limit) => (samplesToHold(limit) ?? 0) / Math.max(1, limit.samples));
    const times = Math.ceil(Math.max(0, ...shares));
    const more = times > 1 ? `about ${formatCount(times)} times as many requests` : 'more requests';
    return `${more}, by a longer --duration or a larger --vus`;
  }
  if (by('round')) return 'more visits and a longer burst: a longer --duration, or `--project=load`';
  if (by('burst'))
    return 'longer bursts (BURST_DURATION), or more accounts where a rate limit paces them (BURST_ACCOUNTS)';
  return 'a run that measures something with a limit';
}
