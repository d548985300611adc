import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLineReport } from '../subjects/last-line-report.ts';
import { headerLines } from '../work/fixed-requests.ts';
import { readWork, type WorkFile } from '../work/work-file.ts';
import type { Peer } from './peer.ts';

const THREADS = 1;

/** wrk by Will Glozer, with a script that sends the five operations in turn as prepared bytes. */
export const wrk: Peer = {
  name: 'wrk',
  does: 'five operations with prepared bodies, status by class',
  executable: 'wrk',
  versionArgs: ['-v'],
  loads: ['speed', 'truth'],
  command: (program, { origin, vus, seconds, workPath, folder }) => {
    const script = join(folder, 'work.lua');
    writeFileSync(script, luaScript(readWork(workPath)));
    const shape = ['-t', String(THREADS), '-c', String(vus), '-d', `${seconds}s`];
    return { program, args: [...shape, '-s', script, origin] };
  },
  report: lastLineReport,
};

/** A script that holds every request as bytes and prints the report as JSON in the last line of its output. */
export function luaScript(work: WorkFile): string {
  const { host } = new URL(work.origin);
  const [{ requests } = { requests: [] }] = work.operations;
  const lines = requests.flatMap((_, variant) =>
    work.operations.map(({ method, requests: own }) => {
      const { path, body } = own[variant] ?? { path: '/', body: '' };
      const ofBody =
        body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`];
      const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...headerLines(work), ...ofBody];
      return `  ${luaString(`${head.join('\r\n')}\r\n\r\n${body}`)},`;
    }),
  );
  return `local work = {
${lines.join('\n')}
}
local at = 0
function request()
  at = at % #work + 1
  return work[at]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests":%d,"failed":%d,"p95Ms":%.3f,"p99Ms":%.3f,"startLagP99Ms":null}\\n',
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
`;
}

/** Text as a Lua literal of its bytes: decimal escapes for everything except plain ASCII. */
function luaString(text: string): string {
  const escaped = [...Buffer.from(text)].map((byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\${String(byte).padStart(3, '0')}`,
  );
  return `"${escaped.join('')}"`;
}
