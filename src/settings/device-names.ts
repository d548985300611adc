/**
 * What a person works on: `desk`, a computer in the office, or `lot-tablet`, a tablet between the cars with a quarter of
 * its speed and a mobile network.
 */
export const DEVICE_NAMES = ['desk', 'lot-tablet'] as const;

export type DeviceName = (typeof DEVICE_NAMES)[number];
