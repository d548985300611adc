/** A flag of the command line: what it does to the settings of the run. */
export type Flag =
  /** Its value becomes the variable. */
  | { readonly kind: 'value'; readonly variable: string; readonly example: string }
  /** It sets the variable to `true`. */
  | { readonly kind: 'switch'; readonly variable: string }
  /** It is for the command line itself. */
  | { readonly kind: 'own' };

/** The flags by name; `docs/settings.md` explains each. */
export const FLAGS = {
  vus: { kind: 'value', variable: 'VUS', example: '--vus 50' },
  duration: { kind: 'value', variable: 'DURATION', example: '--duration 5m' },
  'base-url': { kind: 'value', variable: 'BASE_URL', example: '--base-url https://staging.example.com' },
  'output-dir': { kind: 'value', variable: 'OUTPUT_DIR', example: '--output-dir /tmp/results' },
  operations: { kind: 'value', variable: 'OPERATIONS', example: '--operations deals.*' },
  rate: { kind: 'value', variable: 'RATE', example: '--rate 50' },
  arrivals: { kind: 'value', variable: 'ARRIVALS', example: '--arrivals poisson' },
  'max-vus': { kind: 'value', variable: 'MAX_VUS', example: '--max-vus 200' },
  device: { kind: 'value', variable: 'DEVICE', example: '--device lot-tablet' },
  sla: { kind: 'switch', variable: 'SLA' },
  debug: { kind: 'switch', variable: 'DEBUG' },
  ci: { kind: 'switch', variable: 'CI' },
  open: { kind: 'own' },
  help: { kind: 'own' },
} as const satisfies Readonly<Record<string, Flag>>;

/** The flags that were given: values by name, `true` for those that take none. */
export type GivenFlags = Readonly<Partial<Record<keyof typeof FLAGS, string | true>>>;
