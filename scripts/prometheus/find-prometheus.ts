import { spawnSync } from 'node:child_process';

/** A Prometheus server and its tool, both installed and able to print their version. */
export interface FoundPrometheus {
  readonly prometheus: string;
  readonly promtool: string;
  /** As the server prints it, e.g. `prometheus, version 2.42.0`. */
  readonly version: string;
}

/** Finds `prometheus` and `promtool` on PATH; undefined unless both are installed. */
export function findPrometheus(): FoundPrometheus | undefined {
  const version = versionOf('prometheus');
  if (version === undefined || versionOf('promtool') === undefined) return undefined;
  return { prometheus: 'prometheus', promtool: 'promtool', version };
}

function versionOf(command: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  if (status !== 0) return undefined;
  return /^\w+, version \S+/m.exec(`${stdout}${stderr}`)?.[0];
}
