import { execFileSync, spawnSync } from 'node:child_process';
import { attempt } from '../../src/base/attempt.ts';
import { SuiteError } from '../../src/base/suite-error.ts';

const PAGE = 'docs/scaling.md';
const FIRST_PORT = 8080;

/**
 * Makes sure that this machine can be several hosts.
 *
 * @param wantsFaketime whether one of them has another clock
 * @throws SuiteError (OWN_FAULT) that says what is missing
 */
export function checkHosts(wantsFaketime: boolean): void {
  const missing = missingForHosts() ?? (wantsFaketime ? missingFaketime() : undefined);
  if (missing === undefined) return;
  const checked = 'whether this machine can be several hosts (network namespaces)';
  throw new SuiteError('OWN_FAULT', { checked, ...missing, page: PAGE });
}

/** What is missing; undefined when nothing is. */
function missingForHosts(): { readonly found: string; readonly right: string } | undefined {
  if (process.platform !== 'linux') return { found: process.platform, right: 'Linux, which has namespaces' };
  if (process.getuid?.() !== 0)
    return { found: 'a user without the right to make them', right: 'root (sudo)' };
  if (spawnSync('ip', ['-V']).status !== 0)
    return { found: 'no program `ip`', right: '`apt-get install iproute2`, or the like' };
  const trial = new HostNetwork(0, `desk-trial-${process.pid}`);
  try {
    trial.make();
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const right =
      'the capability to make them: CAP_SYS_ADMIN and CAP_NET_ADMIN, in a container `--privileged`';
    return { found: words.trim().split('\n').at(-1) ?? words, right };
  } finally {
    trial.remove();
  }
}

function missingFaketime(): { readonly found: string; readonly right: string } | undefined {
  if (spawnSync('faketime', ['--version']).status === 0) return undefined;
  return { found: 'no program `faketime`', right: '`apt-get install faketime`, or the like' };
}

/**
 * Hosts that are network namespaces: a target and those that load it, each with one cable to a switch. The switch is a bridge in
 * another namespace, so the firewall and the networks of this machine change nothing.
 */
export class HostNetwork {
  readonly #hosts: number;
  readonly #name: string;
  /** First octets of all addresses. Together with the port no other call has them: the lock of a target is named after its address. */
  readonly #network = `10.${(process.pid >> 14) & 0xff}.${(process.pid >> 6) & 0xff}`;
  /** The target's address and port. */
  readonly target = { address: `${this.#network}.1`, port: FIRST_PORT + (process.pid & 0x3f) };

  /** @param name begins the names of the namespaces; has to differ between calls */
  constructor(hosts: number, name = `desk-hosts-${process.pid}`) {
    this.#hosts = hosts;
    this.#name = name;
  }

  /** @throws Error with what `ip` said */
  make(): void {
    ip('netns', 'add', this.#switch);
    ip('-n', this.#switch, 'link', 'add', 'switch', 'type', 'bridge');
    ip('-n', this.#switch, 'link', 'set', 'switch', 'up');
    for (let host = 0; host <= this.#hosts; host += 1) this.#connect(host);
  }

  /** The name of a host's namespace ends with the host's number; the target is host 0. */
  #namespace(host: number): string {
    return `${this.#name}-${host}`;
  }

  get #switch(): string {
    return `${this.#name}-switch`;
  }

  #connect(host: number): void {
    const namespace = this.#namespace(host);
    const port = `port${host}`;
    const address = host === 0 ? this.target.address : `${this.#network}.${10 + host}`;
    ip('netns', 'add', namespace);
    ip('-n', namespace, 'link', 'set', 'lo', 'up');
    ip('-n', namespace, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', port, 'netns', this.#switch);
    ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    ip('-n', namespace, 'link', 'set', 'eth0', 'up');
    ip('-n', this.#switch, 'link', 'set', port, 'master', 'switch');
    ip('-n', this.#switch, 'link', 'set', port, 'up');
  }

  /** A command that runs on a host, 0 for the target. */
  onHost(host: number, command: readonly string[]): [program: string, args: string[]] {
    return ['ip', ['netns', 'exec', this.#namespace(host), ...command]];
  }

  /** Pulls the cable of a host out of the switch. */
  cutOff(host: number): void {
    ip('-n', this.#switch, 'link', 'set', `port${host}`, 'down');
  }

  /** Kills whatever runs on a host. */
  kill(host: number): void {
    const { stdout = '' } = spawnSync('ip', ['netns', 'pids', this.#namespace(host)], { encoding: 'utf8' });
    // Unless it has ended by itself.
    for (const pid of stdout.split('\n').filter((line) => line !== ''))
      attempt(() => process.kill(Number(pid), 'SIGKILL'));
  }

  /** Kills what still runs on the hosts, and removes them. Calling it again does nothing. */
  remove(): void {
    for (let host = 0; host <= this.#hosts; host += 1) {
      this.kill(host);
      spawnSync('ip', ['netns', 'delete', this.#namespace(host)]);
    }
    spawnSync('ip', ['netns', 'delete', this.#switch]);
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
