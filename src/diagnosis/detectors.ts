import type { DiagnosisInput } from './diagnosis-input.ts';
import type { Pattern } from './pattern.ts';
import { errorBurst } from './patterns/error-burst.ts';
import { gradualIncrease } from './patterns/gradual-increase.ts';
import { increasingErrors } from './patterns/increasing-errors.ts';
import { knee } from './patterns/knee.ts';
import { outage } from './patterns/outage.ts';
import { plateauThenDrop } from './patterns/plateau-then-drop.ts';
import { rateLimitReached } from './patterns/rate-limit-reached.ts';
import { resourceDrift } from './patterns/resource-drift.ts';
import { sessionsNotRenewed } from './patterns/sessions-not-renewed.ts';
import { slowRecovery } from './patterns/slow-recovery.ts';
import { socketsDropped } from './patterns/sockets-dropped.ts';
import { steadyErrors } from './patterns/steady-errors.ts';
import { suddenSpikes } from './patterns/sudden-spikes.ts';
import { unansweredRequests } from './patterns/unanswered-requests.ts';
import { warmUp } from './patterns/warm-up.ts';

/** What looks for one pattern in a run. It says nothing when the data is too thin. */
export type Detector = (input: DiagnosisInput) => Pattern[];

/** All detectors. A new pattern is a file in `patterns/`, a line here, and a row of docs/diagnosis.md. */
export const DETECTORS: readonly Detector[] = [
  outage,
  increasingErrors,
  errorBurst,
  steadyErrors,
  rateLimitReached,
  sessionsNotRenewed,
  unansweredRequests,
  socketsDropped,
  plateauThenDrop,
  knee,
  slowRecovery,
  gradualIncrease,
  suddenSpikes,
  resourceDrift,
  warmUp,
];
