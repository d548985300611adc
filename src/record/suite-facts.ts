import type { Priority } from '../measure/measurer-priority.ts';

/** The suite and the machine that measured a run. They belong to the figures: another machine gives other figures. */
export interface SuiteFacts {
  /** Version of Node. */
  readonly node: string;
  /** Name and version of the browser of the journeys; `none found` or `unknown` where the process that began the run has none. */
  readonly browser: string;
  /** Commit of the suite, `+` at its end when files differ from it; left out outside a git repository. */
  readonly commit?: string;
  /** System, processors and their model. */
  readonly host: string;
  /** What virtual users spoke, e.g. `HTTP/1.1`. Left out by versions that did not note it. */
  readonly protocol?: string;
  /** Priority that the embedded Desk Studio got, where the run started it. That of each measuring process is in its health. */
  readonly sandboxPriority?: Priority;
  /** FAULTS of the embedded Desk Studio, where the run started it with some. */
  readonly sandboxFaults?: string;
}
