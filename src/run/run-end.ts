import type { EvidenceRecord } from '../evidence/evidence-record.ts';
import type { TargetClock } from '../target/preflight/target-clock.ts';
import type { RemovalReport } from '../target/test-data/removal-report.ts';

/** What the test runner knows of the run's end, and the files do not. */
export interface RunEnd {
  /** First lines of what tests failed by, other than limits. */
  readonly testErrors: readonly string[];
  /** Codes of faults of this machine that tests failed by, e.g. EMFILE. */
  readonly ownFaults: readonly string[];
  /** Whether Ctrl-C or the end of its time ended the run; a text where it was something else. */
  readonly interrupted: boolean | string;
  /** When the run ended, as an ISO 8601 time; now, when left out. */
  readonly endedAt?: string;
  readonly testData: RemovalReport | undefined;
  readonly slaCounts: boolean;
  /** Left out when no source was asked, or nobody is left to ask. */
  readonly evidence?: EvidenceRecord;
  /** Why nothing that was measured can be trusted, where the files do not say it. */
  readonly invalid?: string | undefined;
  /** Set for a segment: how this machine's clock stands to the target's now. */
  readonly clockAtEnd?: TargetClock | undefined;
}
