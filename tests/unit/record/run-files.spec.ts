import { expect, test } from '@playwright/test';
import {
  auditFile,
  burstFile,
  createdFile,
  evidenceFile,
  leftOutFile,
  lighthouseReport,
  RUN_FILES,
  RUN_FOLDERS,
  readyFile,
  roundFile,
  slowestFile,
  traceFolder,
} from '../../../src/record/run-files.ts';
import { OUTPUTS } from '../../../src/report/outputs.ts';
import { listedEntries } from '../../made/listed-entries.ts';

const paths = [
  ...Object.values(RUN_FILES),
  ...Object.values(RUN_FOLDERS),
  ...OUTPUTS.map(({ file }) => file),
  auditFile('login'),
  burstFile('deals.create'),
  createdFile('traffic'),
  evidenceFile('heap-before.pb.gz'),
  leftOutFile('login', 1),
  lighthouseReport('login'),
  readyFile('login'),
  roundFile('login', 1),
  slowestFile('login'),
  traceFolder('login', 1),
];

test('reports/README.md lists every entry of a run folder, and no other', () => {
  const entries = new Set(paths.map((path) => path.split('/')[0]));
  expect([...entries].toSorted()).toEqual(listedEntries().ofRun.toSorted());
});
