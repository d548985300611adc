import { type Config, desktopConfig } from 'lighthouse';
import type { DeviceName } from '../settings/table/run-rows.ts';

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
 * Lighthouse's configuration for a device; the desk uses Lighthouse's desktop preset. A navigation runs unthrottled and
 * Lighthouse then simulates the device. It cannot simulate a timespan, so there it throttles the browser.
 */
export function lighthouseConfig(device: DeviceName): Config {
  return {
    extends: 'lighthouse:default',
    settings: {
      ...(device === 'desk' ? desktopConfig.settings : LOT_TABLET),
      onlyCategories: ['performance'],
      // Each run has a new browser profile, which is cold anyway, and emptying it would sign the user out.
      disableStorageReset: true,
      // A screenshot of the whole page shows customers' data.
      disableFullPageScreenshot: true,
    },
  };
}
