import {
  address,
  EMAIL,
  FOLDER,
  HOSTS,
  NAME,
  PATTERNS,
  SECRET,
  SWITCH,
  TRACE_ADDRESS,
  UUID,
} from '../kinds.ts';
import { rowsWith, type SettingRows } from '../setting.ts';

const setting = rowsWith({ readBy: 'src/target' });

/** Which Desk Studio is under test, and who signs in there. */
export const TARGET_ROWS = {
  environment: setting(
    'ENVIRONMENT',
    NAME,
    'the environment, a file of the folder `environments` ([environments](environments.md)); the second word of the command line wins over it',
    { default: 'development', example: 'staging' },
  ),
  environmentsFolder: setting('ENVIRONMENTS_DIR', FOLDER, 'folder with the files of the environments', {
    otherwise: "the project's `environments`",
    example: '/etc/desk-studio/environments',
  }),
  allowTarget: setting(
    'ALLOW_TARGET',
    HOSTS,
    'hosts beyond this machine that a run may load although its environment, such as development, does not name them ([what a run may do](environments.md#what-a-run-may-do))',
    { flag: 'allow-target', otherwise: 'none', example: 'desk.test.example.com' },
  ),
  allowProductionWrites: setting(
    'ALLOW_PRODUCTION_WRITES',
    SWITCH,
    'a run may write where its environment, such as production, lets it read only ([what a run may do](environments.md#what-a-run-may-do))',
    { flag: 'allow-production-writes', default: 'false', example: 'true' },
  ),
  baseUrl: setting('BASE_URL', address('http:', 'https:'), 'address of the gateway', {
    flag: 'base-url',
    otherwise:
      "that of the environment's file: `http://localhost:8080` in development; staging and production have none",
    example: 'https://staging.example.com',
  }),
  uiBaseUrl: setting('UI_BASE_URL', address('http:', 'https:'), 'address of the web client', {
    otherwise: "that of the environment's file, else that of the gateway",
    example: 'https://app.staging.example.com',
  }),
  messagingSocketUrl: setting('WS_MESSAGING_URL', address('ws:', 'wss:'), 'address of the messaging socket', {
    otherwise: "that of the environment's file, else `/ws/messaging` at the gateway",
    example: 'wss://staging.example.com/ws/messaging',
  }),
  showroomSocketUrl: setting('WS_SHOWROOM_URL', address('ws:', 'wss:'), 'address of the showroom socket', {
    otherwise: "that of the environment's file, else `/ws/showroom` at the gateway",
    example: 'wss://staging.example.com/ws/showroom',
  }),
  testUsername: setting('TEST_USERNAME', EMAIL, 'e-mail of the test user', {
    flag: 'test-user',
    default: 'loadtest@example.com',
    example: 'perf@example.com',
  }),
  testPassword: setting(
    'TEST_PASSWORD',
    SECRET,
    'password of the test user; prefer the variable or `.env`: other users see the flag in the list of processes until the script has moved it to the variable, and through npm for the whole run',
    {
      flag: 'test-password',
      default: 'LoadTest123!',
      example: 'secret',
      secret: true,
    },
  ),
  registerTestUser: setting(
    'REGISTER_TEST_USER',
    SWITCH,
    'registers the test user, with its password, when the target refuses its sign-in; for a new installation',
    { flag: 'register-test-user', default: 'false', example: 'true', readBy: 'src/run' },
  ),
  dealershipId: setting('DEALERSHIP_ID', UUID, 'the dealership that the run files its data under', {
    otherwise: 'fresh ones, made for the run',
    example: '3f0c8a52-6a0e-4d7b-9c1e-5b8f4f1f2a77',
  }),
  offered: setting(
    'OFFERED',
    PATTERNS,
    'operations that the target offers although the known build does not',
    { otherwise: 'what the environment says', example: "'tax.*,inventory.*'" },
  ),
  traceUrl: setting(
    'TRACE_URL',
    TRACE_ADDRESS,
    "where the target's traces are shown, with `{traceId}` for the id: reports link slow requests and steps ([examples](reports.md#links-to-traces))",
    {
      flag: 'trace-url',
      otherwise: 'trace ids without links',
      example: "'http://jaeger:16686/trace/{traceId}'",
      readBy: 'src/view',
    },
  ),
  tlsVerify: setting('TLS_VERIFY', SWITCH, 'whether TLS certificates are verified', {
    default: 'true',
    example: 'false',
  }),
} satisfies SettingRows;
