import { spawn } from 'node:child_process';
import type { InstallStep } from './install-steps.ts';
import type { StepResult } from './provide-browser.ts';

// More lines would bury the message around them.
const keptLines = 3;

/**
 * Runs one installing command and returns its last output. At its time limit the command is ended with everything that
 * it started. Never rejects.
 */
export function runStep(step: InstallStep): Promise<StepResult> {
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A separate process group, so that the downloads of an installer end with it.
      detached: process.platform !== 'win32',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    let tail = '';
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let isOverTime = false;
    const limit = setTimeout(() => {
      isOverTime = true;
      endGroup(child.pid);
    }, step.timeoutSeconds * 1000);
    child.on('error', (error) => {
      clearTimeout(limit);
      resolve({ succeeded: false, said: error.message });
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      const ending = isOverTime ? `ended at its limit of ${step.timeoutSeconds} s` : `exit ${code ?? signal}`;
      resolve({ succeeded: code === 0 && !isOverTime, said: `${ending}: ${lastLines(tail)}` });
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

/** The last lines that mention a failure, or else the last ones, without the call stack of the installer. */
function lastLines(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const spoken = lines.filter((line) => line !== '' && !/^at .*:\d+:\d+\)?$/.test(line));
  const failures = spoken.filter((line) => /error|fail|not found|unable|denied|cannot|no such/i.test(line));
  return (failures.length > 0 ? failures : spoken).slice(-keptLines).join(' | ') || 'it said nothing';
}
