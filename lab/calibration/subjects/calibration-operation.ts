import type { Operation } from '../../../src/target/operation.ts';
import { objectWith } from '../../../src/target/success-checks.ts';

/** The operation of the calibration. Like those of the catalogue it needs a token and checks the reply. */
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
