// @ts-check
import { label } from '../formats.js';

/** The statuses of the API. The product's client offers others, which the API rejects. */
export const STATUS_OPTIONS = ['draft', 'pending', 'approved', 'funded', 'delivered', 'cancelled'].map(
  (status) => /** @type {const} */ ([status, label(status)]),
);
