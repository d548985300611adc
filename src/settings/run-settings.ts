import { resolve } from 'node:path';
import { parseDurationMs } from '../base/duration.ts';
import { SuiteError } from '../base/suite-error.ts';
import { ARRIVAL_PATTERNS, type ArrivalPattern, type WantedArrivals } from './arrivals.ts';
import { DEVICE_NAMES, type DeviceName } from './device-names.ts';
import { type MetricsSettings, readMetricsSettings } from './metrics-settings.ts';

/** How a run is bent by the person who starts it. */
export interface RunSettings {
  /** VUS: the peak number of virtual users; undefined leaves the scenario's own. */
  readonly vus: number | undefined;
  /** DURATION: the scenario's whole length; its stages keep their proportions. */
  readonly durationMs: number | undefined;
  /** RATE, ARRIVALS and MAX_VUS: the open model, with this many arrivals of requests; undefined is the closed one. */
  readonly arrivals: WantedArrivals | undefined;
  /** OUTPUT_DIR: where reports go. */
  readonly outputFolder: string;
  /** OPERATIONS: which operations the traffic consists of; undefined means all. */
  readonly operations: string | undefined;
  /** DEVICE: what the journeys are measured on. */
  readonly device: DeviceName;
  /** SLA=true makes a broken SLA fail the run, not only a broken baseline. */
  readonly slaCounts: boolean;
  /** Where the metrics of the run are to be had while it is on; undefined: nowhere. */
  readonly metrics: MetricsSettings | undefined;
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
  const arrivals = readArrivals(text, vus === undefined ? 1 : Number(vus));
  const device = text('DEVICE') ?? 'desk';
  if (!isDevice(device)) throw badSetting('DEVICE', device, DEVICE_NAMES.join(' or '));
  const sla = text('SLA');
  if (sla !== undefined && sla !== 'true' && sla !== 'false') throw badSetting('SLA', sla, 'true or false');
  return {
    vus: vus === undefined ? undefined : Number(vus),
    durationMs,
    arrivals,
    outputFolder: resolve(text('OUTPUT_DIR') ?? 'reports'),
    operations: text('OPERATIONS'),
    device,
    slaCounts: sla === 'true',
    metrics: readMetricsSettings(env),
  };
}

function readArrivals(
  text: (name: string) => string | undefined,
  leastVus: number,
): WantedArrivals | undefined {
  const [rate, pattern = 'even', maxVus] = [text('RATE'), text('ARRIVALS'), text('MAX_VUS')];
  if (rate === undefined) {
    for (const name of ['ARRIVALS', 'MAX_VUS']) {
      const found = text(name);
      if (found !== undefined) throw badSetting(name, found, 'nothing without RATE, or RATE beside it');
    }
    return undefined;
  }
  if (!(/^\d+(\.\d+)?$/.test(rate) && Number(rate) >= 0.1 && Number(rate) <= 20_000))
    throw badSetting('RATE', rate, 'requests per second, from 0.1 to 20000');
  if (!isPattern(pattern)) throw badSetting('ARRIVALS', pattern, ARRIVAL_PATTERNS.join(' or '));
  if (
    maxVus !== undefined &&
    !(/^\d+$/.test(maxVus) && Number(maxVus) >= leastVus && Number(maxVus) <= 10_000)
  )
    throw badSetting('MAX_VUS', maxVus, `a whole number from ${leastVus} (VUS) to 10000`);
  return {
    perSecond: Number(rate),
    pattern,
    maxVus: maxVus === undefined ? undefined : Number(maxVus),
  };
}

function isPattern(word: string): word is ArrivalPattern {
  return (ARRIVAL_PATTERNS as readonly string[]).includes(word);
}

function isDevice(word: string): word is DeviceName {
  return (DEVICE_NAMES as readonly string[]).includes(word);
}

function badSetting(name: string, found: string, right: string): SuiteError {
  return new SuiteError('BAD_SETTING', { checked: name, found: JSON.stringify(found), right });
}
