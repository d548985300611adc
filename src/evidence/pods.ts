/** A pod as `kubectl get pods -o json` shows it, summed up over its containers. */
export interface Pod {
  readonly name: string;
  readonly isReady: boolean;
  readonly restarts: number;
  readonly coresRequested?: number;
  readonly coresLimit?: number;
  readonly memoryRequestedBytes?: number;
  readonly memoryLimitBytes?: number;
}

/** The members of the answer that are read; any of them may be missing. */
interface PodList {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly spec?: { readonly containers?: readonly Container[] };
    readonly status?: {
      readonly containerStatuses?: readonly { readonly ready?: boolean; readonly restartCount?: number }[];
    };
  }[];
}

interface Container {
  readonly resources?: Partial<Record<'requests' | 'limits', Partial<Record<'cpu' | 'memory', string>>>>;
}

/** Reads the answer of `kubectl get pods -o json`. */
export function readPods(json: string): Pod[] {
  const { items = [] } = JSON.parse(json) as PodList;
  return items.map(({ metadata, spec, status }) => {
    const { containers = [] } = spec ?? {};
    const { containerStatuses: states = [] } = status ?? {};
    const total = (kind: 'requests' | 'limits', what: 'cpu' | 'memory') => {
      const amounts = containers.map(({ resources }) => quantity(resources?.[kind]?.[what] ?? ''));
      // A container without a limit may take everything, so the pod has none.
      return amounts.length === 0 || amounts.includes(undefined)
        ? undefined
        : amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
    };
    const amounts = {
      coresRequested: total('requests', 'cpu'),
      coresLimit: total('limits', 'cpu'),
      memoryRequestedBytes: total('requests', 'memory'),
      memoryLimitBytes: total('limits', 'memory'),
    };
    return {
      name: metadata?.name ?? '',
      isReady: states.length > 0 && states.every(({ ready }) => ready === true),
      restarts: states.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
      ...Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== undefined)),
    };
  });
}

/** What a pod uses at one moment. */
export interface PodUse {
  readonly name: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** Reads the answer of `kubectl top pods --no-headers`: name, processor, memory. */
export function readTop(text: string): PodUse[] {
  return text.split('\n').flatMap((line) => {
    const [name = '', cpu = '', memory = ''] = line.trim().split(/\s+/);
    const [cores, memoryBytes] = [quantity(cpu), quantity(memory)];
    return cores === undefined || memoryBytes === undefined ? [] : [{ name, cores, memoryBytes }];
  });
}

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity of Kubernetes, e.g. `250m` or `128Mi`; undefined for something else. */
export function quantity(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?(?:e\d+)?)([A-Za-z]{0,2})$/.exec(text) ?? [];
  const factor = FACTORS[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
