import { keepCoresAwake } from './awake-cores.ts';
import { goRealTime } from './real-time.ts';

/** What was done so that the comparisons are about the tools and not about the machine. */
export interface Conditions {
  readonly realTime: boolean;
  readonly coresAwake: boolean;
}

/**
 * Takes out of the way what a machine adds to every latency, as far as the system grants it.
 * @param isWanted false leaves the machine as it is
 * @returns what was granted, and what ends it
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
export function conditionsWords({ realTime, coresAwake }: Conditions): string {
  return (
    `Tools and target had ${realTime ? 'real-time' : 'no real-time'} priority, and the cores ` +
    `${coresAwake ? 'were kept from sleeping' : 'slept between requests'}: ` +
    (realTime && coresAwake
      ? 'what is in the figures is the tools, not the time in which a machine wakes up (`--as-it-is` leaves it in).'
      : 'what a machine takes to wake up is in the figures, at p99 above all.')
  );
}
