import type { SubjectReport, SubjectShape } from './subject-shape.ts';

/**
 * What a tool has to do. `speed`: send as fast as it can. `memory`: run many users that think for a second after each
 * request. `truth`: run a few users against delays that the server logs.
 */
export type Load = 'speed' | 'memory' | 'truth';

/** One run of one tool. */
export interface Job extends SubjectShape {
  /** File with the five operations as data, for `readWork`. */
  readonly workPath: string;
  /** Empty folder of this run, for the tool's input and output files. */
  readonly folder: string;
}

/** The command that starts a tool. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Set in addition to the bench's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One of the tools that the bench measures. */
export interface Subject {
  readonly name: string;
  /** Which part of the work it does: operations, bodies, checks, figures. */
  readonly does: string;
  readonly version: string;
  /** The loads that it can run. */
  readonly loads: readonly Load[];
  /** Set for a tool whose start and end take longer than the measurement, so that it is measured less often. */
  readonly isSlow?: true;
  /** The command for a job. May write the tool's input files into the job's folder. */
  command(job: Job): Command;
  /** Reads the tool's own figures from its standard output or from the job's folder. */
  report(output: string, job: Job): SubjectReport;
}
