import type { Subject } from '../subjects/subject.ts';
import { findProgram, versionOf } from './find-program.ts';

/** A load tool of others, wherever it is installed. */
export interface Peer extends Omit<Subject, 'version' | 'command'> {
  /** Its executable. */
  readonly executable: string;
  /** What makes it print its version; empty for a tool that cannot, whose module `go version -m` knows. */
  readonly versionArgs: readonly string[];
  /** As {@link Subject.command}, given where the program was found. */
  command(program: string, ...rest: Parameters<Subject['command']>): ReturnType<Subject['command']>;
}

/** The peer as a subject, or undefined when it is not installed. */
export function subjectOf(peer: Peer): Subject | undefined {
  const program = findProgram(peer.executable);
  if (program === undefined) return undefined;
  const version =
    peer.versionArgs.length > 0
      ? versionOf(program, peer.versionArgs)
      : versionOf('go', ['version', '-m', program]);
  return {
    name: peer.name,
    does: peer.does,
    version,
    loads: peer.loads,
    ...(peer.isSlow && { isSlow: peer.isSlow }),
    command: (job) => peer.command(program, job),
    report: peer.report,
  };
}
