import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { API } from 'typescript/unstable/sync';

const TYPES = dirname(createRequire(import.meta.url).resolve('kubernetes-types/package.json'));

/** A Kubernetes object, or a patch, which has only some of its fields. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * What the compiler says against manifests as literals of the API's types: fields that a type does not have, missing ones and
 * values of another type.
 *
 * @param folder an empty folder that the compiler may read from
 * @param manifests by name; those whose name ends in `patch` need not be complete
 */
export function mistakesIn(folder: string, manifests: Readonly<Record<string, Manifest>>): string[] {
  mkdirSync(folder, { recursive: true });
  const names = Object.keys(manifests);
  names.forEach((name, index) => {
    writeFileSync(join(folder, `manifest-${index}.ts`), asLiteral(name, manifests[name]));
  });
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = { strict: true, module: 'esnext', moduleResolution: 'bundler', types: [] };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const api = new API({ cwd: folder });
  try {
    const [project] = api.updateSnapshot({ openProject: config }).getProjects();
    if (project === undefined) throw new Error(`${config}: the compiler found no project`);
    return names.flatMap((name, index) =>
      project.program
        .getSemanticDiagnostics(join(folder, `manifest-${index}.ts`))
        .map(({ text }) => `${name}: ${text}`),
    );
  } finally {
    api.close();
  }
}

const SOME_OF = `type SomeOf<T> =
  T extends readonly (infer U)[] ? SomeOf<U>[] : T extends object ? { [K in keyof T]?: SomeOf<T[K]> } : T;`;

function asLiteral(name: string, manifest: Manifest | undefined): string {
  const { apiVersion = '', kind = '' } = manifest ?? {};
  const file = join(TYPES, apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`);
  const type = name.endsWith('patch') ? `SomeOf<${kind}>` : kind;
  return `import type { ${kind} } from ${JSON.stringify(file)};
${SOME_OF}
export const manifest: ${type} = ${JSON.stringify(manifest, undefined, 2)};
export type Unused = SomeOf<0>;
`;
}
