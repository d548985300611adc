interface KeyOf {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}

/** A container of a pod, as far as a process can stand for it. */
export interface Container {
  readonly command: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly configMapKeyRef?: KeyOf; readonly secretKeyRef?: KeyOf };
  }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

type Data = Readonly<Record<string, string>>;

/** What the containers of a cluster can refer to, by name. */
export interface Cluster {
  readonly configMaps: ReadonlyMap<string, Data>;
  readonly secrets: ReadonlyMap<string, Data>;
  /** The folder that stands for each volume of the pod. */
  readonly volumes: Data;
}

/** A command with the environment that it starts in. */
export interface PodProcess {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Data;
}

/**
 * The process that kubelet would start: references to variables, `$(NAME)`, have their values, and a path below a mount is one
 * below the folder of its volume.
 *
 * @param given variables that do not come from the container: of the image, and those that a Job adds
 * @throws Error where a reference leads nowhere, and the pod would never start
 */
export function podProcess(container: Container, cluster: Cluster, given: Data = {}): PodProcess {
  const env: Record<string, string> = { ...given };
  for (const { configMapRef } of container.envFrom ?? [])
    Object.assign(env, found(cluster.configMaps, configMapRef?.name ?? ''));
  for (const { name, value, valueFrom } of container.env ?? []) {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    const text =
      value === undefined
        ? (referred(cluster.configMaps, configMapKeyRef) ?? referred(cluster.secrets, secretKeyRef))
        : expanded(value, env);
    if (text !== undefined) env[name] = onDisk(text, container, cluster);
  }
  const [program = '', ...args] = [...container.command, ...(container.args ?? [])].map((word) =>
    expanded(word, env),
  );
  return { program, args, env };
}

function found<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name);
  if (one === undefined) throw new Error(`no object called ${name}, only ${[...all.keys()].join(', ')}`);
  return one;
}

function referred(all: ReadonlyMap<string, Data>, from: KeyOf | undefined): string | undefined {
  if (from === undefined) return undefined;
  const { name, key, optional = false } = from;
  const text = optional ? all.get(name)?.[key] : found(all, name)[key];
  if (text === undefined && !optional) throw new Error(`${name} has no ${key}`);
  return text;
}

/** `$$` stands for `$`, and a reference to no variable stays as it is. */
function expanded(text: string, env: Data): string {
  return text.replaceAll(/\$(?:\$|\(([^)]*)\))/g, (reference, name?: string) =>
    name === undefined ? '$' : (env[name] ?? reference),
  );
}

function onDisk(text: string, { volumeMounts }: Container, { volumes }: Cluster): string {
  const mount = volumeMounts.find(({ mountPath }) => text === mountPath || text.startsWith(`${mountPath}/`));
  return mount === undefined ? text : `${volumes[mount.name]}${text.slice(mount.mountPath.length)}`;
}
