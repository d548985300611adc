import type { Subject } from '../subjects/subject.ts';
import { findProgram, versionOf } from './find-program.ts';

/** A load tool of another project, wherever it is installed. */
export interface Peer extends Omit<Subject, 'version' | 'command'> {
  /** Its executable. */
  readonly executable: string;
  /** Arguments that make it print its version. */
  readonly versionArgs: readonly string[];
  /** As {@link Subject.command}, with the path of the program. */
  command(program: string, ...rest: Parameters<Subject['command']>): ReturnType<Subject['command']>;
}

/** The peer as a subject, or undefined when it is not installed. */
export function subjectOf(peer: Peer): Subject | undefined {
  const program = findProgram(peer.executable);
  if (program === undefined) return undefined;
  return {
    name: peer.name,
    does: peer.does,
    version: versionOf(program, peer.versionArgs),
    loads: peer.loads,
    ...(peer.isSlow && { isSlow: peer.isSlow }),
    command: (job) => peer.command(program, job),
    report: peer.report,
  };
}
