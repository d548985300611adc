import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { type HostileRow, row } from './hostile-row.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const TRAFFIC = 'npx playwright test --project=smoke traffic';

/** Answers everything with this status and body. */
function always(status: number, body: string, type = 'application/json'): Oddity {
  return ({ answer }) => answer({ status, headers: { 'content-type': type }, body: Buffer.from(body) });
}

/** Is healthy, and answers everything else in this way. */
function healthyBut(otherwise: Oddity): Oddity {
  return (passage) =>
    passage.request.url === '/health'
      ? passage.answer({ headers: JSON_TYPE, body: Buffer.from('{"status":"healthy"}') })
      : otherwise(passage);
}

/** Sends a body that has no end. */
const endless: Oddity = ({ response }) => {
  response.writeHead(200, JSON_TYPE);
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

/** Sends a byte of its body now and then. */
const drips: Oddity = ({ response }) => {
  response.writeHead(200, JSON_TYPE);
  const timer = setInterval(() => response.write(' '), 500);
  response.once('close', () => clearInterval(timer));
};

const hangs: Oddity = () => undefined;
const resets: Oddity = ({ response }) => void response.destroy();

/** A run against a target that answers in this way. */
function server(
  id: string,
  target: Oddity,
  expectedLine: RegExp,
  choices: Partial<Pick<HostileRow, 'overTls' | 'env' | 'listed'>> = {},
): HostileRow {
  const env = { BASE_URL: '{target}', ...choices.env };
  return row(id, TRAFFIC, expectedLine, { target, hasRun: true, ...choices, env });
}

const unhealthy = (found: string) => new RegExp(`^\\[TARGET_UNHEALTHY\\] .*Found: .*${found}`);
const unreachable = (found: string) => new RegExp(`^\\[TARGET_UNREACHABLE\\] .*Found: .*${found}`);
const signIn = (found: string) => new RegExp(`^\\[SIGN_IN_FAILED\\] .*Found: .*${found}`);

/** Targets that a run cannot begin on. */
export const SERVER_ROWS: readonly HostileRow[] = [
  server('A101', hangs, unreachable('no .*answer .* \\d+ s')),
  server('A102', resets, unreachable('reset')),
  server('A103', always(404, 'not found', 'text/plain'), unhealthy('404')),
  server('A104', always(500, '{}'), unhealthy('500')),
  server('A105', always(503, '{"status":"unhealthy"}'), unhealthy('503')),
  server(
    'A106',
    always(200, '<!doctype html><title>Welcome</title>', 'text/html'),
    unhealthy('200 text/html'),
  ),
  server('A107', always(200, ''), unhealthy('200 application/json with an empty body')),
  server('A108', always(200, '{"status":'), unhealthy('200 application/json with a body that is not JSON')),
  server(
    'A109',
    always(200, '{"status":"starting"}'),
    unhealthy('200 application/json with status "starting"\\. Right would be: .*status healthy'),
  ),
  server('A110', passOn, unreachable('certificate'), { overTls: true, listed: /TLS_VERIFY=false/ }),
  server('A111', passOn, unreachable('a port that speaks https, asked by http'), {
    overTls: true,
    env: { BASE_URL: '{plainTarget}' },
  }),
  server('A112', always(200, '{}'), unreachable('a port that speaks http, asked by https'), {
    env: { BASE_URL: '{tlsTarget}' },
  }),
  server(
    'A113',
    ({ answerRaw }) => answerRaw('SSH-2.0-OpenSSH_9.2\r\n'),
    unreachable('no answer \\(other\\)'),
  ),
  server('A114', drips, unreachable('no complete answer within 6 s')),
  server('A115', always(401, '{"error":"no"}'), unhealthy('401')),
  server('A116', always(204, ''), unhealthy('204')),
  server('A117', endless, unreachable('an answer that was cut off, .+ \\(8 MiB\\)')),
  server(
    'A118',
    ({ answerRaw }) => answerRaw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"sta'),
    unreachable('no answer \\(reset\\)'),
  ),
  server(
    'S01',
    ({ answerRaw }) => answerRaw(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(99_999)}\r\n\r\n`),
    unreachable('no answer \\(other\\)'),
  ),
  server(
    'S02',
    ({ answerRaw }) => answerRaw('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n'),
    unhealthy('999'),
  ),
  server(
    'S03',
    ({ answer }) => answer({ status: 301, headers: { location: '/' }, body: Buffer.alloc(0) }),
    unhealthy('301'),
  ),
  server('A142', healthyBut(always(401, '{"error":"invalid credentials"}')), signIn('401'), {
    env: { TEST_PASSWORD: 'q"u\'o te😀é' },
  }),
  // An empty password is none: the one of development is sent, which gets another answer than a wrong one.
  server(
    'A143',
    healthyBut((passage) =>
      always(passage.body.includes('"LoadTest123!"') ? 503 : 401, '{"error":"no"}')(passage),
    ),
    signIn('503'),
    { env: { TEST_PASSWORD: '' } },
  ),
  server('S10', healthyBut(always(401, '{"error":"invalid credentials"}')), signIn('401')),
  server('S04', always(200, '{"up":true}'), unhealthy('200 application/json with JSON without a status')),
  server(
    'S11',
    healthyBut(always(200, '{}')),
    signIn('200 application/json with JSON that lacks one of them'),
  ),
  server(
    'S17',
    healthyBut(always(200, '{"acc')),
    signIn('200 application/json with a body that is not JSON'),
  ),
  server('S18', healthyBut(always(200, '')), signIn('200 application/json with an empty body')),
  server(
    'S19',
    healthyBut(always(200, 'null')),
    signIn('200 application/json with JSON that lacks one of them'),
  ),
  server('S12', healthyBut(always(500, '{"error":"database"}')), signIn('500')),
  server('S13', healthyBut(always(200, '<html>', 'text/html')), signIn('200 text/html')),
  server('S14', healthyBut(resets), signIn('reset')),
  server('S15', healthyBut(always(404, 'not found', 'text/plain')), signIn('404')),
  server('S16', healthyBut(hangs), signIn('no complete answer within 8 s')),
  row('A119', TRAFFIC, /^\[TARGET_NOT_ALLOWED\] .*nosuchhost\.invalid/, {
    env: { BASE_URL: 'http://nosuchhost.invalid:8080' },
  }),
  row('A120', TRAFFIC, unreachable('no answer \\(refused\\)'), {
    hasRun: true,
    env: { BASE_URL: 'http://localhost:9' },
  }),
  // The target listens at 127.0.0.1 alone.
  server('A122', always(200, '{"status":"healthy"}'), unreachable('no answer \\(refused\\)'), {
    env: { BASE_URL: 'http://[::1]:{targetPort}' },
  }),
  row('A121', TRAFFIC, unreachable('refused'), { hasRun: true, env: { BASE_URL: 'http://[::1]:9' } }),
  row('A123', TRAFFIC, unreachable('no answer \\(refused\\)'), {
    hasRun: true,
    env: { BASE_URL: 'http://127.0.0.1:9' },
  }),
  row('A130', TRAFFIC, /^\[TARGET_UNREACHABLE\] checked: GET http:\/\/127\.0\.0\.1:9\/health\. /, {
    hasRun: true,
    env: { BASE_URL: 'http://127.0.0.1:9/' },
  }),
  row('A131', TRAFFIC, unreachable('refused'), {
    hasRun: true,
    env: { BASE_URL: 'http://127.0.0.1:9/desk' },
  }),
  // The target answers, so nothing went to the proxy of these variables.
  server('A140', always(503, '{"status":"unhealthy"}'), unhealthy('503'), {
    env: Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, 'http://127.0.0.1:9']),
    ),
  }),
  row('A150', `${TRAFFIC}; code=$?; ls -d "$OUTPUT_DIR"/runs/*; exit $code`, unreachable('refused'), {
    hasRun: true,
    env: { BASE_URL: 'http://127.0.0.1:9', OUTPUT_DIR: '{folder}/mit Leerzeichen ü 日本' },
    listed: /\/mit Leerzeichen ü 日本\/runs\/\d{4}-.+-smoke-/,
  }),
  server(
    'A231',
    always(503, '{"status":"unhealthy"}'),
    /^\[BAD_SETTING\] checked: whether the run can begin\. /,
    {
      env: { METRICS_PORT: '{targetPort}' },
      listed: /METRICS_PORT, METRICS_HOST.*EADDRINUSE/,
    },
  ),
  row('S23', TRAFFIC, unreachable('refused'), {
    hasRun: true,
    env: { BASE_URL: 'http://127.0.0.1:9', DEBUG: 'true' },
  }),
  row('S20', TRAFFIC, /^\[TARGET_NOT_ALLOWED\] .*desk\.example\.com/, {
    env: { BASE_URL: 'http://desk.example.com' },
  }),
  row('S21', 'run load production --base-url http://desk.example.com', /^\[SCENARIO_NOT_ALLOWED\] .*load/),
  row(
    'S22',
    `${TRAFFIC} login`,
    /^\[TARGET_UNREACHABLE\] checked: whether the run can begin\. Found: 2 faults/,
    {
      hasRun: true,
      env: { BASE_URL: 'http://127.0.0.1:9', UI_BASE_URL: 'http://127.0.0.1:7' },
    },
  ),
];
