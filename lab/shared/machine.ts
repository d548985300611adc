import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** The machine that figures were measured on. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Load average of the minute before the measurement began. Above 0, other processes were busy. */
  readonly loadBefore: number;
}

/** Warns about figures from a machine that was not quiet. */
export const NOT_QUIET =
  'The machine was not quiet at the start: other processes affect these figures, and not all of them equally.';

/** Describes this machine, and warns on standard error if it is not quiet. */
export function describeMachine(): Machine {
  const machine: Machine = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
  if (!isQuiet(machine)) console.error(NOT_QUIET);
  return machine;
}

/** Whether other processes kept at most half a core busy in the minute before. */
export function isQuiet({ loadBefore }: Machine): boolean {
  return loadBefore <= 0.5;
}

/** The machine in one line. */
export function machineText({ cores, cpu, memoryGb, system, node, loadBefore }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGb} GB, ${system}, Node ${node}, load before ${loadBefore}`;
}
