// @ts-check
import { label } from '../formats.js';

/** The statuses the API knows. The product's client offers others, which the API would refuse. */
export const STATUS_OPTIONS = ['draft', 'pending', 'approved', 'funded', 'delivered', 'cancelled'].map(
  (status) => /** @type {const} */ ([status, label(status)]),
);
