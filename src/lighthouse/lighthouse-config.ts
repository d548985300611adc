import { type Config, desktopConfig } from 'lighthouse';
import type { DeviceName } from '../settings/device-names.ts';

/** A tablet on 4G, with the figures of Chromium's developer tools ("Fast 4G"), and a quarter of this machine's speed. */
const LOT_TABLET: Config['settings'] = {
  formFactor: 'mobile',
  screenEmulation: { mobile: true, width: 1180, height: 820, deviceScaleFactor: 2 },
  throttling: {
    cpuSlowdownMultiplier: 4,
    rttMs: 60,
    throughputKbps: 9_000,
    requestLatencyMs: 165,
    downloadThroughputKbps: 8_100,
    uploadThroughputKbps: 1_350,
  },
};

/**
 * How Lighthouse audits on a device: on the desk by its own desktop preset. A navigation is measured unthrottled and
 * its figures for the device are then simulated; a timespan cannot be simulated, so there the browser is throttled.
 */
export function lighthouseConfig(device: DeviceName): Config {
  return {
    extends: 'lighthouse:default',
    settings: {
      ...(device === 'desk' ? desktopConfig.settings : LOT_TABLET),
      onlyCategories: ['performance'],
      // Each run has a browser profile of its own, which is cold; and emptying it would sign the page out.
      disableStorageReset: true,
      // A picture of the whole page is a picture of customers' data.
      disableFullPageScreenshot: true,
    },
  };
}
