import { address, SECRET, TEXT, wholeNumber } from '../kinds.ts';
import type { SettingRows } from '../setting.ts';

/** Where the metrics of a run can be had while it is on. */
export const METRICS_ROWS = {
  metricsPort: {
    name: 'METRICS_PORT',
    kind: wholeNumber(0, 65_535, 'a port from 1 to 65535, or 0 for a free one'),
    meaning:
      "port at which `/metrics` is served while the traffic runs; `metrics.json` in the run's folder has the address",
    otherwise: 'not served',
    example: '9464',
    readBy: 'src/settings/metrics-settings.ts',
  },
  metricsHost: {
    name: 'METRICS_HOST',
    kind: TEXT,
    meaning: 'address that the port listens on; only together with METRICS_PORT',
    default: '127.0.0.1',
    example: '0.0.0.0',
    readBy: 'src/settings/metrics-settings.ts',
  },
  pushgatewayUrl: {
    name: 'PUSHGATEWAY_URL',
    kind: address('http:', 'https:'),
    meaning: 'a Prometheus Pushgateway that the metrics are pushed to',
    otherwise: 'none',
    example: 'https://push.example.com',
    readBy: 'src/settings/metrics-settings.ts',
  },
  pushgatewayUsername: {
    name: 'PUSHGATEWAY_USERNAME',
    kind: TEXT,
    meaning: 'user of the Pushgateway, if it asks for one; only together with its password',
    otherwise: 'none',
    example: 'ci',
    readBy: 'src/settings/metrics-settings.ts',
  },
  pushgatewayPassword: {
    name: 'PUSHGATEWAY_PASSWORD',
    kind: SECRET,
    meaning: 'password of that user',
    otherwise: 'none',
    readBy: 'src/settings/metrics-settings.ts',
    secret: true,
  },
} as const satisfies SettingRows;
