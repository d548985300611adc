import { keepCoresAwake } from './awake-cores.ts';
import { goRealTime } from './real-time.ts';

/** What the system granted to keep delays of the machine out of the comparisons. */
export interface Conditions {
  readonly realTime: boolean;
  readonly coresAwake: boolean;
}

/**
 * Removes the delays that a machine adds to every latency, as far as the system permits it.
 * @param isWanted false changes nothing
 * @returns what the system granted, and a function that undoes it
 */
export function undelayed(isWanted: boolean): { readonly conditions: Conditions; end(): void } {
  const ends = isWanted ? [goRealTime(), keepCoresAwake()] : [];
  const [endRealTime, letSleep] = ends;
  return {
    conditions: { realTime: endRealTime !== undefined, coresAwake: letSleep !== undefined },
    end: () => {
      for (const end of ends) end?.();
    },
  };
}

/** The conditions in one sentence. */
export function conditionsText({ realTime, coresAwake }: Conditions): string {
  return (
    `Tools and target ran ${realTime ? 'with' : 'without'} real-time priority, and the cores ` +
    `${coresAwake ? 'did not sleep' : 'slept between requests'}: ` +
    (realTime && coresAwake
      ? 'the figures show the tools, without the time that a machine takes to wake up (`--as-it-is` includes it).'
      : 'the figures include the time that a machine takes to wake up, above all at p99.')
  );
}
