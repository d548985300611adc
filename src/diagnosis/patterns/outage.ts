import { counted, formatCount } from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import { backWords, isGone, type Outage } from '../../measure/outages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';

/** A target, or a service, that was gone for a while: how long, and what that cost. Or one that never came back. */
export function outage({ outages, slices }: DiagnosisInput): Pattern[] {
  const endMs = slices.at(-1)?.toMs ?? 0;
  return outages.map((each) => patternOf(each, endMs));
}

function patternOf(found: Outage, endMs: number): Pattern {
  const { service, fromMs, toMs, sent, lost, lostBy } = found;
  const seconds = ((toMs ?? endMs) - fromMs) / 1000;
  const requests = `${formatCount(lost)} of ${counted(sent, 'request')} lost`;
  const how =
    toMs === undefined
      ? `to the end, ${requests}`
      : `for ${seconds} s, then ${backWords(lostBy)}; ${requests}`;
  const refused = sum(['refused', 'reset'].map((by) => lostBy[by] ?? 0));
  return {
    kind: toMs === undefined ? 'outage to the end' : 'short outage',
    ...(service !== undefined && { subject: service }),
    evidence: [`${service ?? 'The whole target'} was gone from second ${fromMs / 1000} ${how}.`],
    figures: [
      { name: 'length', value: seconds, unit: 's' },
      { name: 'lost requests', value: lost, unit: '' },
    ],
    likelyCause:
      refused * 2 > lost
        ? `${isGone(found, endMs) ? 'a process that ended and did not come back' : 'a restart: its process was down'}, and connections were refused`
        : 'a service that hangs or answers errors: a dependency that is down, or a deployment',
    confidence: 'high',
    nextCommand: `kubectl get pods (restarts); kubectl logs -l app=${service === undefined ? 'api-gateway' : service} --previous --tail=100`,
    fromMs,
    toMs: toMs ?? endMs,
  };
}
