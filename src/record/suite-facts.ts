import type { Priority } from '../measure/measurer-priority.ts';

/** The suite and the machine that measured a run. They belong to the figures: another machine gives other figures. */
export interface SuiteFacts {
  /** Version of Node. */
  readonly node: string;
  readonly browser: string;
  /** Commit of the suite, `+` at its end when files differ from it; left out outside a git repository. */
  readonly commit?: string;
  readonly host: string;
  /** Priority that the embedded Desk Studio got, where the run started it. That of each measuring process is in its health. */
  readonly sandboxPriority?: Priority;
}
