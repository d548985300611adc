import { messageOf } from '../../src/base/attempt.ts';
import { maskOfProcess } from '../../src/base/secrets/known-secrets.ts';
import { HealthMonitor } from '../../src/measure/health-monitor.ts';
import type { JudgedRound } from '../../src/record/round-record.ts';
import { roundFile } from '../../src/record/run-files.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { isBrowserGone } from '../browser-gone.ts';
import { endOf, isAlone, isJudged } from './round-moment.ts';
import { Visits, type VisitsToOpen } from './visits.ts';

/** What visits a round makes. */
export interface RoundToOpen extends VisitsToOpen {
  readonly round: PlannedRound;
}

/** How a round begins: when on the run's clock, how late, and with how many users there. */
interface Circumstances {
  readonly fromMs: number | undefined;
  readonly lateMs: number;
  readonly vus: number;
}

/** What is known of a round apart from its figures; to be called at its end. */
export function frameOf({ run, round }: RoundToOpen, { fromMs, lateMs, vus }: Circumstances) {
  const toMs = run.clock.elapsedMs();
  const { slotMs: _, atMs: plannedAtMs, vus: plannedVus, ...planned } = round;
  return {
    ...planned,
    plannedAtMs,
    lateMs,
    ...(fromMs !== undefined && toMs !== undefined && { window: { fromMs, toMs } }),
    vus,
    ...(vus !== plannedVus && !isAlone(run) && { plannedVus }),
    device: run.settings.device,
  };
}

/**
 * Prepares the visits.
 * @returns undefined when the target failed at that under overload, which is then in the round's record as the reason why it
 *   has no figures
 */
export async function openRound(
  begun: RoundToOpen,
  circumstances: Circumstances,
): Promise<Visits | undefined> {
  const { run, round } = begun;
  const monitor = new HealthMonitor();
  try {
    return await Visits.open({ ...begun, until: endOf(run, round) });
  } catch (error) {
    if (isJudged(run, round) || isBrowserGone(error)) throw error;
    const record: JudgedRound = {
      ...frameOf(begun, circumstances),
      steps: [],
      health: monitor.take(),
      burst: undefined,
      underOverload: [],
      brokenOff: firstLine(error),
      verdicts: [],
    };
    run.folder.write(roundFile(round.journey, round.number), record);
    return undefined;
  } finally {
    monitor.stop();
  }
}

/**
 * The first line of an error's message: the others are a call log. It goes into the round's record, so secrets are masked: a page
 * may throw an error with its token in it.
 */
export function firstLine(error: unknown): string {
  return maskOfProcess().text(messageOf(error));
}
