import { createHash, randomBytes } from 'node:crypto';

import { FAULT_FORMS, parseFault } from './faults/fault.ts';
import type { Fault } from './faults/fault-kind.ts';
import { type Environment, SettingReader } from './setting-reader.ts';

/** Limits of the three tiers, in hits per window. */
export interface RateLimitSettings {
  readonly enabled: boolean;
  readonly ip: number;
  readonly user: number;
  readonly dealership: number;
  readonly windowSeconds: number;
  /** Further paths without limits, with all their sub-paths. */
  readonly bypassPaths: readonly string[];
}

/** All settings of the sandbox. */
export interface Settings {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A Redis to use instead of the in-process store. */
  readonly redisUrl: string | undefined;
  readonly jwtSecret: string;
  readonly jwtIssuer: string;
  /** Sent as one origin in `Access-Control-Allow-Origin`, whatever it holds. */
  readonly allowedOrigins: string;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly bcryptCost: number;
  /** 32 bytes: the key of the customers' encrypted fields. */
  readonly piiKey: Buffer;
  readonly rateLimits: RateLimitSettings;
  readonly logLevel: string;
  /** Deliberate faults, for tests of what has to find them. */
  readonly faults: readonly Fault[];
  /** Whether `POST /__faults` changes the faults, from this machine only. */
  readonly faultsAdmin: boolean;
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/**
 * Reads the settings from environment variables.
 *
 * @throws SettingsError that lists every invalid variable: its name, its value (not for secrets) and what is valid
 */
export function readSettings(environment: Environment): Settings {
  const read = new SettingReader(environment);
  const databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const settings: Settings = {
    host: read.text('HOST', '127.0.0.1'),
    port: read.integer('PORT', 8080, 0, 65_535),
    databaseUrl,
    redisUrl: read.url('REDIS_URL', ['redis:', 'rediss:']),
    jwtSecret: read.secret('JWT_SECRET', 32) ?? randomBytes(32).toString('hex'),
    jwtIssuer: read.text('JWT_ISSUER', 'autolytiq'),
    allowedOrigins: read.headerText('ALLOWED_ORIGINS', 'http://localhost:5173'),
    accessTokenSeconds: read.durationSeconds('ACCESS_TOKEN_TTL', '15m'),
    refreshTokenSeconds: read.durationSeconds('REFRESH_TOKEN_TTL', '7d'),
    // The product hashes with 12, at about 0.2 s of a core a time. The sandbox shares its cores with the generator and the
    // browser, which fifty sign-ins at that cost would starve: 10 costs a quarter. Set 12 for figures of auth.* that count.
    // bcrypt itself allows 4 to 31. From 16 on, one login takes seconds and the sandbox looks broken.
    bcryptCost: read.integer('BCRYPT_COST', 10, 4, 15),
    piiKey: read.hexKey('PII_ENCRYPTION_KEY', 32) ?? defaultPiiKey(databaseUrl),
    rateLimits: {
      enabled: read.flag('RATE_LIMIT_ENABLED', true),
      ip: read.integer('RATE_LIMIT_IP', 100, 1, 1_000_000_000),
      user: read.integer('RATE_LIMIT_USER', 1000, 1, 1_000_000_000),
      dealership: read.integer('RATE_LIMIT_DEALERSHIP', 5000, 1, 1_000_000_000),
      windowSeconds: read.integer('RATE_LIMIT_WINDOW_SECONDS', 60, 1, 86_400),
      bypassPaths: read.paths('RATE_LIMIT_BYPASS_PATHS'),
    },
    logLevel: read.word('LOG_LEVEL', 'warn', LOG_LEVELS),
    faults: read.list('FAULTS', parseFault, FAULT_FORMS),
    faultsAdmin: read.flag('FAULTS_ADMIN', false),
  };
  read.assertNoProblems();
  return settings;
}

/**
 * The default key. It is random for an embedded database, which is deleted with the key. In a lasting database, the next
 * start must be able to read the customers of this one.
 */
function defaultPiiKey(databaseUrl: string | undefined): Buffer {
  if (databaseUrl === undefined) return randomBytes(32);
  const { host, pathname } = new URL(databaseUrl);
  return createHash('sha256').update(`desk-studio-sandbox ${host}${pathname}`).digest();
}
