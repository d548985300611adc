import type { InstallStep, InstallSurroundings } from '../../src/browser/install-steps.ts';

// Server and tool are some 30 MB to fetch.
const installSeconds = 300;
const indexSeconds = 180;

/** The ways by which the system's package manager brings Prometheus, in order; none where there is none. */
export function prometheusInstallSteps({ platform, isRoot, has }: InstallSurroundings): InstallStep[] {
  if (platform === 'darwin') return has('brew') ? [step(['brew', 'install', 'prometheus'])] : [];
  if (platform !== 'linux' || (!isRoot && !has('sudo'))) return [];
  // `-n`: a password prompt would hang a run that nobody watches.
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  if (has('apt-get')) {
    const install = ['apt-get', 'install', '--yes', '--no-install-recommends', 'prometheus'];
    // A runlevel without services: the package would otherwise start a server of its own.
    return [
      step([...asRoot, 'apt-get', 'update'], indexSeconds),
      step([...asRoot, 'env', 'RUNLEVEL=1', 'DEBIAN_FRONTEND=noninteractive', 'nice', ...install]),
    ];
  }
  if (has('dnf')) return [step([...asRoot, 'dnf', 'install', '--assumeyes', 'golang-github-prometheus'])];
  if (has('apk')) return [step([...asRoot, 'apk', 'add', '--no-cache', 'prometheus'])];
  return [];
}

function step(words: readonly string[], timeoutSeconds = installSeconds): InstallStep {
  const [command = '', ...args] = words;
  return { label: words.join(' '), command, args, timeoutSeconds };
}
