import { CHECK, isUnloaded } from '../record/run-plan.ts';
import { isEmptyVariable } from '../settings/read-settings.ts';
import { type SettingKey, settingRow } from '../settings/settings.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';

/** Whether a run of this name drives virtual users: audits, the bursts of `baseline` and the check do not. */
export function hasTraffic(scenario: string): boolean {
  return scenario !== CHECK && !isUnloaded(scenario);
}

/** A run, as far as it depends on that which settings it uses. */
interface RunOfSettings {
  readonly scenario: string;
  /** Whether its scenario has rounds of journeys. */
  readonly hasRounds: boolean;
}

/** Settings that some runs do not use. */
interface Idle {
  readonly keys: readonly SettingKey[];
  isIn(run: RunOfSettings): boolean;
  /** Why, to be put behind the name of the run. */
  readonly because: string;
}

/** Left out are settings that need one of these, such as MAX_VUS, and those that such a run refuses, such as SEGMENTS. */
const IDLE: readonly Idle[] = [
  {
    keys: ['vus', 'durationMs', 'ratePerSecond', 'accounts', 'seed'],
    isIn: ({ scenario }) => !hasTraffic(scenario),
    because: ', which has neither users nor stages',
  },
  {
    keys: ['stopAtErrors', 'metricsPort', 'pushgatewayUrl'],
    isIn: ({ scenario }) => !hasTraffic(scenario),
    because: ', which has no traffic',
  },
  {
    keys: ['burstDurationMs', 'burstAccounts'],
    isIn: ({ scenario }) => scenario !== 'baseline',
    because: ', only in baseline',
  },
  {
    keys: ['lighthouseRuns'],
    isIn: ({ scenario }) => scenario !== 'lighthouse',
    because: ', only in lighthouse',
  },
  {
    keys: ['operations', 'allowMissing'],
    isIn: ({ scenario }) => scenario === 'lighthouse',
    because: ', which audits pages',
  },
  {
    keys: ['allowMissing', 'slaCounts'],
    isIn: ({ scenario }) => scenario === CHECK,
    because: ', which lists what is broken and judges no limits',
  },
  {
    keys: ['journeys', 'shims'],
    isIn: ({ scenario, hasRounds }) => !hasRounds && scenario !== CHECK,
    because: ', which has no journeys',
  },
  {
    keys: ['device'],
    isIn: ({ scenario, hasRounds }) => !hasRounds && scenario !== CHECK && scenario !== 'lighthouse',
    because: ', which has no journeys',
  },
  {
    keys: ['traces'],
    isIn: ({ hasRounds }) => !hasRounds,
    because: ', which has no rounds of journeys',
  },
];

/** What does in `baseline` what a setting of the traffic does elsewhere. */
const INSTEAD: Partial<Record<SettingKey, string>> = {
  durationMs: 'BURST_DURATION is the length of its bursts',
  accounts: 'BURST_ACCOUNTS is the number of accounts that send its bursts',
};

/**
 * Says which settings change nothing in a run, a line for each reason; nothing where there are none. They are no mistake: `.env` may
 * have them for other runs.
 *
 * @param env where the settings were made
 */
export function idleSettings(
  scenario: string,
  env: NodeJS.ProcessEnv,
  { scenarios }: Pick<Thresholds, 'scenarios'>,
): readonly string[] {
  const run = { scenario, hasRounds: (scenarios[scenario]?.rounds.length ?? 0) > 0 };
  const found = IDLE.filter((each) => each.isIn(run)).flatMap(({ keys, because }) =>
    keys.filter((key) => !isEmptyVariable(settingRow(key).name, env)).map((key) => ({ key, because })),
  );
  return [...Map.groupBy(found, ({ because }) => because)].map(([because, settings]) => {
    const names = settings.map(({ key }) => settingRow(key).name);
    const instead = scenario === 'baseline' ? settings.flatMap(({ key }) => INSTEAD[key] ?? []) : [];
    return [`${names.join(', ')}: of no use in ${scenario}${because}`, ...instead].join('; ');
  });
}
