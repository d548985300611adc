import { formatCount } from '../base/format.ts';
import { SuiteError } from '../base/suite-error.ts';
import { errorCode, type Outcome, outcomeOfError } from './outcome.ts';
import type { MeasurerHealth } from './slice.ts';

interface OwnFault {
  /** What this machine lacked, as the end of a sentence that begins with its subject. */
  readonly found: string;
  readonly wayOut: string;
}

/** Errors of the measuring machine, by their code: the target had no part in them. */
const OWN_FAULTS: Readonly<Record<string, OwnFault>> = {
  EMFILE: {
    found: 'the measuring process ran out of file descriptors',
    wayOut: 'raise `ulimit -n` (the hard limit: `ulimit -Hn`), or use fewer users',
  },
  ENFILE: {
    found: 'the measuring machine ran out of file descriptors',
    wayOut: 'raise the limit of the system, on Linux `sysctl fs.file-max`',
  },
  EADDRNOTAVAIL: {
    found: 'the measuring machine ran out of local ports',
    wayOut: 'widen `sysctl net.ipv4.ip_local_port_range`, or let the target keep connections alive',
  },
  ENOBUFS: {
    found: 'the measuring machine ran out of socket buffers',
    wayOut: 'raise `sysctl net.ipv4.tcp_mem` and `net.core.wmem_max`, or use fewer users',
  },
  ENOMEM: {
    found: 'the measuring machine ran out of memory',
    wayOut: 'give it more memory, or use fewer users',
  },
  // How Chromium calls its own.
  ERR_INSUFFICIENT_RESOURCES: {
    found: 'the browser ran out of file descriptors, sockets or memory',
    wayOut: 'raise `ulimit -n`, give the machine more memory, or use fewer users',
  },
  ERR_NO_BUFFER_SPACE: {
    found: 'the measuring machine ran out of socket buffers for the browser',
    wayOut: 'raise `sysctl net.ipv4.tcp_mem` and `net.core.wmem_max`, or use fewer users',
  },
  ERR_OUT_OF_MEMORY: {
    found: 'the browser ran out of memory',
    wayOut: 'give the machine, or its container, more memory',
  },
  EAI_AGAIN: {
    found: 'the name resolver of the measuring machine did not answer',
    wayOut: 'check /etc/resolv.conf and its name server, or put an address instead of the name into BASE_URL',
  },
};

/** How often each code was met. */
export type OwnFaultCounts = Readonly<Record<string, number>>;

/** Those of this process since its start. */
const counts: Record<string, number> = {};

/** The outcome of an error of the HTTP client. A fault of this machine is counted, too: see {@link ownFaultsSoFar}. */
export function outcomeOfFailure(error: unknown): Outcome {
  const outcome = outcomeOfError(error);
  if (outcome === 'own_fault') {
    const code = errorCode(error);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return outcome;
}

/** The faults of its own machine that this process has met since its start. */
export function ownFaultsSoFar(): OwnFaultCounts {
  return { ...counts };
}

/** The faults that came between two countings; undefined when none did. */
export function ownFaultsSince(before: OwnFaultCounts): OwnFaultCounts | undefined {
  const since = Object.entries(counts).flatMap(([code, count]) =>
    count > (before[code] ?? 0) ? [[code, count - (before[code] ?? 0)] as const] : [],
  );
  return since.length === 0 ? undefined : Object.fromEntries(since);
}

/** The code of such a fault that a message names, e.g. `EMFILE`; undefined when it names none. */
export function ownFaultIn(message: string): string | undefined {
  return Object.keys(OWN_FAULTS).find((code) => new RegExp(`\\b${code}\\b`).test(message));
}

/**
 * The error of something that cannot go on because this machine could not send.
 *
 * @param checked what was to be done, e.g. `GET /health`
 */
export function ownFaultError(checked: string): SuiteError {
  const { found, wayOut, code } = worstOf(counts);
  return new SuiteError('OWN_FAULT', { checked, found: `${found} (${code})`, right: wayOut });
}

/**
 * Does something that can be left out when this machine lacks, say, a file descriptor for it. Such a fault is counted.
 *
 * @throws any other error of `work`
 */
export function unlessOwnFault(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (outcomeOfFailure(error) !== 'own_fault') throw error;
  }
}

/** Says in one sentence what the measuring machine lacked most often, and the way out. */
export function ownFaultSentence(faults: OwnFaultCounts): string {
  const { found, wayOut, code, count } = worstOf(faults);
  return `${found} (${code}, ${formatCount(count)} ${count === 1 ? 'time' : 'times'}): ${wayOut}`;
}

/**
 * Why a measurement is invalid in which the measuring machine could not send what it should have sent.
 *
 * @param healths of all processes that measured, for all of the time
 * @returns undefined when there was no such fault
 */
export function ownFaultReason(healths: readonly (MeasurerHealth | undefined)[]): string | undefined {
  const sum: Record<string, number> = {};
  for (const health of healths)
    for (const [code, count] of Object.entries(health?.ownFaults ?? {})) sum[code] = (sum[code] ?? 0) + count;
  return Object.keys(sum).length === 0 ? undefined : ownFaultSentence(sum);
}

function worstOf(faults: OwnFaultCounts): OwnFault & { readonly code: string; readonly count: number } {
  const [code = '', count = 0] = Object.entries(faults).sort(([, a], [, b]) => b - a)[0] ?? [];
  const unknown = { found: 'the measuring machine could not send', wayOut: 'a machine with free resources' };
  return { ...(OWN_FAULTS[code] ?? unknown), code, count };
}
