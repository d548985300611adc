import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { attempt } from '../../src/base/attempt.ts';
import { isLoopback } from '../../src/target/http/loopback.ts';
import type { PlannedRun } from './planned-runs.ts';

// It runs before `npm ci`, so it imports no package. The run itself checks everything else.

/** What one runner does of a run. */
interface Part {
  /** SEGMENT, such as `2/4`; empty for the whole load. */
  readonly segment: string;
  /** For people: the name of the runner's job. */
  readonly title: string;
  /** The name under which the runner uploads its reports. */
  readonly artifact: string;
}

/** A run with what each runner does of it: the cells of a matrix. */
export interface SharedRun extends PlannedRun {
  readonly parts: readonly Part[];
}

const PROJECT = resolve(import.meta.dirname, '../..');

interface ScenarioTable {
  readonly scenarios: readonly { readonly scenario: string; readonly search?: object }[];
}

interface EnvironmentFile {
  readonly baseUrl?: string;
  readonly loopbackOnly?: boolean;
}

/**
 * Deals a run out to as many runners as it has segments.
 *
 * @param baseUrl address of the target that was given for this run; empty for the environment's own
 * @throws Error when the run cannot be shared: since its load cannot, or since its target is within one runner
 */
export function sharedRun(run: PlannedRun, baseUrl: string): SharedRun {
  const { scenario, environment, segments } = run;
  const artifact = `reports-${scenario}-${environment}`;
  if (segments === 1) return { ...run, parts: [{ segment: '', title: 'the whole load', artifact }] };
  refuseUnshared(run, baseUrl);
  const parts = Array.from({ length: segments }, (_, index) => ({
    segment: `${index + 1}/${segments}`,
    title: `segment ${index + 1} of ${segments}`,
    artifact: `${artifact}-segment-${index + 1}`,
  }));
  return { ...run, parts };
}

function refuseUnshared({ scenario, environment, segments }: PlannedRun, baseUrl: string): void {
  const shareable = shareableScenarios();
  if (!shareable.includes(scenario))
    throw new Error(
      `expected a scenario whose load can be shared (${shareable.join(', ')}), found ${scenario} with ${segments} segments`,
    );
  const { loopbackOnly = false, ...file } = environmentFile(environment);
  const address = baseUrl === '' ? (file.baseUrl ?? '') : baseUrl;
  const isOwnMachine = address !== '' && attempt(() => isLoopback(address)) === true;
  if (loopbackOnly || isOwnMachine)
    throw new Error(
      `expected a target that ${segments} runners reach, found ${environment}` +
        // The host alone: an address may have a user and a password in it.
        `${isOwnMachine ? ` at ${new URL(address).host}` : ''}, which is on the runner itself; ` +
        'choose an environment with an address of its own, such as staging, or 1 segment',
    );
}

/** A search decides its load while it is on, so one process does. A project that is not a scenario of the table has no load to share. */
function shareableScenarios(): string[] {
  const text = readFileSync(resolve(PROJECT, 'thresholds/scenarios.json'), 'utf8');
  const { scenarios } = JSON.parse(text) as ScenarioTable;
  return scenarios.flatMap(({ scenario, search }) => (search === undefined ? scenario : []));
}

/** What the file of an environment says; nothing when it is missing or damaged, which the run then reports. */
function environmentFile(name: string): EnvironmentFile {
  const path = resolve(PROJECT, 'environments', `${name}.json`);
  return attempt(() => JSON.parse(readFileSync(path, 'utf8')) as EnvironmentFile) ?? {};
}
