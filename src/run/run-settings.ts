import { resolve } from 'node:path';
import { parseDurationMs } from './parse-duration.ts';
import { SuiteError } from './suite-error.ts';

/** How a run is bent by the person who starts it. */
export interface RunSettings {
  /** VUS: the peak number of virtual users; undefined leaves the scenario's own. */
  readonly vus: number | undefined;
  /** DURATION: the scenario's whole length; its stages keep their proportions. */
  readonly durationMs: number | undefined;
  /** OUTPUT_DIR: where reports go. */
  readonly outputFolder: string;
  /** OPERATIONS: which operations the traffic consists of; undefined means all. */
  readonly operations: string | undefined;
  /** SLA=true makes a broken SLA fail the run, not only a broken baseline. */
  readonly slaCounts: boolean;
}

/**
 * Reads the settings of a run.
 * @throws SuiteError naming the first setting with a bad value
 */
export function readRunSettings(env: NodeJS.ProcessEnv): RunSettings {
  const text = (name: string) => env[name]?.trim() || undefined;
  const vus = text('VUS');
  const duration = text('DURATION');
  const durationMs = duration === undefined ? undefined : parseDurationMs(duration);
  if (vus !== undefined && !(/^\d+$/.test(vus) && Number(vus) >= 1 && Number(vus) <= 10_000))
    throw badSetting('VUS', vus, 'a whole number from 1 to 10000');
  if (duration !== undefined && (durationMs === undefined || durationMs < 5_000))
    throw badSetting('DURATION', duration, 'at least 5 seconds, such as 30s, 20m or 1h30m');
  const sla = text('SLA');
  if (sla !== undefined && sla !== 'true' && sla !== 'false') throw badSetting('SLA', sla, 'true or false');
  return {
    vus: vus === undefined ? undefined : Number(vus),
    durationMs,
    outputFolder: resolve(text('OUTPUT_DIR') ?? 'reports'),
    operations: text('OPERATIONS'),
    slaCounts: sla === 'true',
  };
}

function badSetting(name: string, found: string, right: string): SuiteError {
  return new SuiteError('BAD_SETTING', { checked: name, found: JSON.stringify(found), right });
}
