import { spawn } from 'node:child_process';
import type { InstallStep } from './install-steps.ts';
import type { StepResult } from './provide-browser.ts';

// More would bury the message that the lines become part of.
const keptLines = 3;

/**
 * Runs one installing command and gives what it said last. At its time limit the command and everything it
 * started are ended. Never rejects.
 */
export function runStep(step: InstallStep): Promise<StepResult> {
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that the downloads an installer has started end with it.
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
    // It has ended by itself in the meantime.
  }
}

/** The last lines that speak of a failure, or simply the last ones; an installer's own call stack is left out. */
function lastLines(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const spoken = lines.filter((line) => line !== '' && !/^at .*:\d+:\d+\)?$/.test(line));
  const failures = spoken.filter((line) => /error|fail|not found|unable|denied|cannot|no such/i.test(line));
  return (failures.length > 0 ? failures : spoken).slice(-keptLines).join(' | ') || 'it said nothing';
}
