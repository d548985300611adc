import { address, SECRET, TEXT, wholeNumber } from '../kinds.ts';
import { rowsWith, type SettingRows } from '../setting.ts';

const setting = rowsWith({ readBy: 'src/settings/metrics-settings.ts' });

/** Where the metrics of a run can be had while it is on. */
export const METRICS_ROWS = {
  metricsPort: setting(
    'METRICS_PORT',
    wholeNumber(0, 65_535, 'a port from 1 to 65535, or 0 for a free one'),
    "port at which `/metrics` is served while the traffic runs; `metrics.json` in the run's folder has the address",
    { otherwise: 'not served', example: '9464' },
  ),
  metricsHost: setting(
    'METRICS_HOST',
    TEXT,
    'address that the port listens on; only together with METRICS_PORT',
    { default: '127.0.0.1', example: '0.0.0.0' },
  ),
  pushgatewayUrl: setting(
    'PUSHGATEWAY_URL',
    address('http:', 'https:'),
    'a Prometheus Pushgateway that the metrics are pushed to',
    { otherwise: 'none', example: 'https://push.example.com' },
  ),
  pushgatewayUsername: setting(
    'PUSHGATEWAY_USERNAME',
    TEXT,
    'user of the Pushgateway, if it asks for one; only together with its password',
    { otherwise: 'none', example: 'ci' },
  ),
  pushgatewayPassword: setting('PUSHGATEWAY_PASSWORD', SECRET, 'password of that user', {
    otherwise: 'none',
    secret: true,
  }),
} satisfies SettingRows;
