import type { SubjectReport, SubjectShape } from './subject-shape.ts';

/**
 * What a tool is put to. `speed`: as fast as it goes. `memory`: many users that think for a second after each request.
 * `truth`: a few users on delays that the server logs.
 */
export type Load = 'speed' | 'memory' | 'truth';

/** One run of one tool. */
export interface Job extends SubjectShape {
  /** Where the five operations lie as data, as `readWork` reads them. */
  readonly workPath: string;
  /** Empty folder of this run, for what the tool has to be given and for what it writes. */
  readonly folder: string;
}

/** How a tool is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Set beside the bench's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One of the tools that are measured side by side. */
export interface Subject {
  readonly name: string;
  /** What it does of the work: operations, bodies, checks, figures. */
  readonly does: string;
  readonly version: string;
  /** The loads that it can be put to. */
  readonly loads: readonly Load[];
  /** Set for a tool whose own start and end take longer than the measurement: it is put to fewer of them. */
  readonly isSlow?: true;
  /** How to start it for a job; may write what the tool needs into the job's folder. */
  command(job: Job): Command;
  /** Reads what the tool said of its run, from its standard output or from the job's folder. */
  report(output: string, job: Job): SubjectReport;
}
