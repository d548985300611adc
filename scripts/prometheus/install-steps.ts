import { DPKG_WAITS, type InstallStep, type InstallSurroundings } from '../../src/browser/install-steps.ts';

// Server and tool are a download of about 30 MB, after two minutes at most for another installation.
const installSeconds = 420;
const indexSeconds = 180;

/** The steps that install Prometheus with the system's package manager; none without a known package manager. */
export function prometheusInstallSteps({ platform, isRoot, has }: InstallSurroundings): InstallStep[] {
  if (platform === 'darwin') return has('brew') ? [step(['brew', 'install', 'prometheus'])] : [];
  if (platform !== 'linux' || (!isRoot && !has('sudo'))) return [];
  // `-n`: a password prompt would block an unattended run.
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  if (has('apt-get')) {
    const install = ['apt-get', ...DPKG_WAITS, 'install', '--yes', '--no-install-recommends', 'prometheus'];
    // A runlevel without services, or the package would start its own server.
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
