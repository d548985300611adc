import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { RunFolder } from '../run/run-folder.ts';
import { SuiteError } from '../run/suite-error.ts';
import { belongsIntoHistory, comparableHistory, historyWith } from './allure-history.ts';
import { allureMetrics } from './allure-metrics.ts';
import { ALLURE_RESULTS } from './allure-results.ts';
import type { RunRecord } from './run-record.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const HISTORY_FILE = 'allure-history.jsonl';
const REPORT_FOLDER = 'allure-report';
