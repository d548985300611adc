import { listed } from '../../base/format.ts';
import { SuiteError } from '../../base/suite-error.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Environments } from './environments.ts';
import type { Target } from './target.ts';

/** What a run is to do, and to what. */
export interface AskedRun {
  readonly target: Pick<Target, 'environment' | 'baseUrl' | 'uiBaseUrl' | 'socketUrls'>;
  /** Name of the scenario or project; undefined for a command that only looks at the target, or cleans it up. */
  readonly scenario: string | undefined;
  /** ALLOW_TARGET: hosts, with or without a port. */
  readonly allowTarget: readonly string[];
  /** ALLOW_PRODUCTION_WRITES. */
  readonly allowProductionWrites: boolean;
}

/** What a run may do there. */
export type Permission =
  | { readonly kind: 'allowed'; readonly writes: boolean }
  | { readonly kind: 'refused'; readonly why: SuiteError };

/**
 * Whether a run may do that to its target, before anything is sent. An environment's name is the permission for its hosts;
 * one that means this machine is none for others. The address of one environment cannot be used under the name of another.
 */
export function mayRun(asked: AskedRun, environments: Environments): Permission {
  const { target, scenario } = asked;
  const environment = environments.get(target.environment);
  if (environment === undefined) throw new Error(`may run: no environment ${target.environment}`);
  const why =
    foreignHost(asked, environments) ??
    unnamedHost(asked, environment.loopbackOnly === true, environments) ??
    (scenario === undefined ? undefined : forbiddenScenario(target.environment, scenario, environments));
  if (why !== undefined) return { kind: 'refused', why };
  return { kind: 'allowed', writes: environment.allows.writes || asked.allowProductionWrites };
}

/**
 * Like {@link mayRun}, for who cannot go on without.
 * @returns whether the run may write
 * @throws SuiteError (TARGET_NOT_ALLOWED, SCENARIO_NOT_ALLOWED)
 */
export function checkMayRun(asked: AskedRun, environments: Environments): { readonly writes: boolean } {
  const permission = mayRun(asked, environments);
  if (permission.kind === 'refused') throw permission.why;
  return permission;
}

/** Hosts that the run sends something to, and that are not this machine, each with its port. */
function remoteHosts({ target: { baseUrl, uiBaseUrl, socketUrls } }: AskedRun): readonly URL[] {
  return [baseUrl, uiBaseUrl, ...Object.values(socketUrls)]
    .filter((address) => !isLoopback(address))
    .map((address) => new URL(address));
}

function foreignHost(asked: AskedRun, environments: Environments): SuiteError | undefined {
  const own = addressesOf(asked.target.environment, environments);
  const { target } = asked;
  for (const [name] of environments) {
    if (name === target.environment) continue;
    const hosts = addressesOf(name, environments).filter((address) => !isLoopback(address));
    const isOf = (url: URL, address: string) => new URL(address).host === url.host;
    const url = remoteHosts(asked).find(
      (each) => hosts.some((address) => isOf(each, address)) && !own.some((address) => isOf(each, address)),
    );
    if (url !== undefined)
      return new SuiteError('TARGET_NOT_ALLOWED', {
        checked: 'the addresses of the target',
        found: `${url.host}, which belongs to the environment ${name}; this run uses the environment ${target.environment}`,
        right: `the environment ${name}, so that its rules apply`,
        page: 'docs/environments.md',
      });
  }
  return undefined;
}

function addressesOf(name: string, environments: Environments): readonly string[] {
  const { baseUrl, uiBaseUrl, messagingSocketUrl, showroomSocketUrl } = environments.get(name) ?? {};
  return [baseUrl, uiBaseUrl, messagingSocketUrl, showroomSocketUrl].flatMap((address) => address ?? []);
}

function unnamedHost(
  asked: AskedRun,
  isLoopbackOnly: boolean,
  environments: Environments,
): SuiteError | undefined {
  if (!isLoopbackOnly) return undefined;
  const allowed = asked.allowTarget.map((host) => host.toLowerCase());
  const unnamed = remoteHosts(asked).find(
    ({ host, hostname }) => !allowed.includes(host) && !allowed.includes(hostname),
  );
  if (unnamed === undefined) return undefined;
  const others = [...environments].filter(([, { loopbackOnly }]) => loopbackOnly !== true);
  return new SuiteError('TARGET_NOT_ALLOWED', {
    checked: 'the addresses of the target',
    found: `${unnamed.host}, but the environment ${asked.target.environment} allows only this machine`,
    right:
      `the name of its environment (${others.map(([name]) => name).join(', ')}), ` +
      `or --allow-target ${unnamed.hostname} (ALLOW_TARGET) when its owner agrees to the load`,
    page: 'docs/environments.md',
  });
}

function forbiddenScenario(
  name: string,
  scenario: string,
  environments: Environments,
): SuiteError | undefined {
  const scenarios = environments.get(name)?.allows.scenarios ?? [];
  if (scenarios === 'all' || scenarios.includes(scenario)) return undefined;
  return new SuiteError('SCENARIO_NOT_ALLOWED', {
    checked: `whether ${scenario} may run on ${name}`,
    found: `${name} allows only ${listed(scenarios)}`,
    right: `${listed(scenarios)}, or ${scenario} on another environment; environments/${name}.json says what is allowed`,
    page: 'docs/environments.md',
  });
}
