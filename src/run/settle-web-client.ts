import { SuiteError } from '../base/suite-error.ts';
import { isUnloaded, type RunPlan } from '../record/run-plan.ts';
import type { Settings } from '../settings/settings.ts';
import type { Target } from '../target/environments/target.ts';
import type { Finding } from '../target/preflight/finding.ts';
import { checkWebClient, chosenShims } from '../target/web-client.ts';

interface SettledClient extends Pick<RunPlan, 'lanes' | 'shims'> {
  readonly findings: readonly Finding[];
}

/**
 * Checks the web client when the run opens its pages, and settles which journeys are measured and which help the client
 * may get. Under JOURNEYS=auto the journeys go where the client does not answer.
 *
 * @throws SuiteError (WEB_CLIENT_MISSING) when the run needs the client and it is not there
 */
export async function settleWebClient(
  target: Pick<Target, 'uiBaseUrl' | 'tlsVerify'>,
  { scenario, lanes }: Pick<RunPlan, 'scenario' | 'lanes'>,
  { journeys, shims }: Pick<Settings, 'journeys' | 'shims'>,
): Promise<SettledClient> {
  const needsClient = scenario !== 'baseline' && lanes.some((lane) => lane !== 'traffic');
  if (!needsClient) return { lanes, shims: [], findings: [] };
  try {
    const client = await checkWebClient(target);
    const chosen = isUnloaded(scenario) ? [] : chosenShims(shims, client);
    return { lanes, shims: chosen, findings: [found(target.uiBaseUrl, chosen)] };
  } catch (error) {
    const without = lanes.filter((lane) => lane === 'traffic');
    const isMissing = error instanceof SuiteError && error.code === 'WEB_CLIENT_MISSING';
    if (!isMissing || journeys !== 'auto' || isUnloaded(scenario) || without.length === 0) throw error;
    const finding: Finding = {
      check: 'web client',
      kind: 'warning',
      found: `nothing at ${target.uiBaseUrl} that a journey could use`,
      wayOut: 'JOURNEYS=auto: the journeys are left out and never passed',
    };
    return { lanes: without, shims: [], findings: [finding] };
  }
}

function found(uiBaseUrl: string, shims: RunPlan['shims']): Finding {
  const found = `its first page and its scripts are at ${uiBaseUrl}`;
  if (shims.length === 0) return { check: 'web client', kind: 'fine', found };
  return {
    check: 'web client',
    kind: 'warning',
    found,
    wayOut: `its requests may get the help of ${shims.join(', ')}; the report lists those that did`,
  };
}
