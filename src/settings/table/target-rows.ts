import { address, EMAIL, PATTERNS, SECRET, SWITCH, UUID, word } from '../kinds.ts';
import type { SettingRows } from '../setting.ts';

/** The environments that the suite knows. */
export const ENVIRONMENT_NAMES = ['development', 'staging', 'production'] as const;

export type EnvironmentName = (typeof ENVIRONMENT_NAMES)[number];

/** Which Desk Studio is under test, and who signs in there. */
export const TARGET_ROWS = {
  environment: {
    name: 'ENVIRONMENT',
    kind: word(ENVIRONMENT_NAMES),
    meaning: 'the kind of deployment; the second word of the command line wins over it',
    default: 'development',
    example: 'staging',
    readBy: 'src/target',
  },
  baseUrl: {
    name: 'BASE_URL',
    flag: 'base-url',
    kind: address('http:', 'https:'),
    meaning: 'address of the gateway',
    otherwise: '`http://localhost:8080` in development; staging and production need one',
    example: 'https://staging.example.com',
    readBy: 'src/target',
  },
  uiBaseUrl: {
    name: 'UI_BASE_URL',
    kind: address('http:', 'https:'),
    meaning: 'address of the web client',
    otherwise: 'that of the gateway',
    example: 'https://app.staging.example.com',
    readBy: 'src/target',
  },
  messagingSocketUrl: {
    name: 'WS_MESSAGING_URL',
    kind: address('ws:', 'wss:'),
    meaning: 'address of the messaging socket',
    otherwise: '`/ws/messaging` at the gateway',
    example: 'wss://staging.example.com/ws/messaging',
    readBy: 'src/target',
  },
  showroomSocketUrl: {
    name: 'WS_SHOWROOM_URL',
    kind: address('ws:', 'wss:'),
    meaning: 'address of the showroom socket',
    otherwise: '`/ws/showroom` at the gateway',
    example: 'wss://staging.example.com/ws/showroom',
    readBy: 'src/target',
  },
  testUsername: {
    name: 'TEST_USERNAME',
    kind: EMAIL,
    meaning: 'e-mail of the test user',
    default: 'loadtest@example.com',
    example: 'perf@example.com',
    readBy: 'src/target',
  },
  testPassword: {
    name: 'TEST_PASSWORD',
    kind: SECRET,
    meaning: 'password of the test user',
    default: 'LoadTest123!',
    readBy: 'src/target',
    secret: true,
  },
  dealershipId: {
    name: 'DEALERSHIP_ID',
    kind: UUID,
    meaning: 'the dealership that the run files its data under',
    otherwise: 'fresh ones, made for the run',
    example: '3f0c8a52-6a0e-4d7b-9c1e-5b8f4f1f2a77',
    readBy: 'src/target',
  },
  offered: {
    name: 'OFFERED',
    kind: PATTERNS,
    meaning: 'operations that the target offers although the known build does not',
    otherwise: 'what the environment says',
    example: "'tax.*,inventory.*'",
    readBy: 'src/target',
  },
  tlsVerify: {
    name: 'TLS_VERIFY',
    kind: SWITCH,
    meaning: 'whether TLS certificates are verified',
    default: 'true',
    example: 'false',
    readBy: 'src/target',
  },
} as const satisfies SettingRows;
