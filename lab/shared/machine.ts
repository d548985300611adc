import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What figures were measured on. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Load of the last minute when the measurement began: above 0 somebody else was at work. */
  readonly loadBefore: number;
}

/** Describes this machine. */
export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** Said where the machine is not quiet. */
export const NOT_QUIET =
  'The machine was not quiet when this began: its figures are those of the others at work as well.';

/** Whether nobody else was at work: at most half a core busy in the last minute. */
export function isQuiet({ loadBefore }: Machine): boolean {
  return loadBefore <= 0.5;
}

/** The machine in one line. */
export function machineWords({ cores, cpu, memoryGb, system, node, loadBefore }: Machine): string {
  return `${cores} cores (${cpu}), ${memoryGb} GB, ${system}, Node ${node}, load before ${loadBefore}`;
}
