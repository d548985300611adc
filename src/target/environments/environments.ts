import type { EnvironmentName } from '../../settings/table/target-rows.ts';
import type { Environment } from './environment.ts';
import { SNAPSHOT_GAPS } from './snapshot-gaps.ts';

/** The machine of a developer: the embedded Desk Studio, or a product on the guide's default address. */
const development: Environment = {
  name: 'development',
  baseUrl: 'http://localhost:8080',
  overrides: {},
  ownSystem: true,
};

const staging: Environment = {
  name: 'staging',
  baseUrl: undefined,
  overrides: SNAPSHOT_GAPS,
  ownSystem: true,
};

const production: Environment = {
  name: 'production',
  baseUrl: undefined,
  overrides: SNAPSHOT_GAPS,
  ownSystem: false,
};

/** The environments by name. */
export const environments: Readonly<Record<EnvironmentName, Environment>> = {
  development,
  staging,
  production,
};
