import type { Operation } from '../../../src/target/operation.ts';
import { objectWith } from '../../../src/target/success-checks.ts';

/** The one operation of the calibration: it has everything that those of the catalogue have, token and check included. */
export const CALIBRATION_OPERATION: Operation = {
  id: 'calibration.get',
  service: 'gateway',
  method: 'GET',
  path: '/calibration',
  rateTier: 'none',
  authenticated: true,
  success: objectWith('ok'),
  needs: [],
  build: (_context, path) => ({ path }),
};
