/** The files of a run's folder that there is one of, from that folder. `docs/summary-json.md` explains them to users. */
export const RUN_FILES = {
  /** The record of the run. */
  summary: 'summary.json',
  summaryText: 'summary.txt',
  summaryMarkdown: 'summary.md',
  htmlReport: 'report.html',
  junit: 'junit.xml',
  k6Summary: 'k6-summary.json',
  operationsCsv: 'operations.csv',
  comparison: 'comparison.json',
  slices: 'slices.jsonl',
  exemplars: 'exemplars.json',
  /** What the traffic lane made of its slices; missing when the lane did not get to its end. */
  trafficVerdicts: 'verdicts/traffic.json',
  plan: 'plan.json',
  clock: 'clock.json',
  stop: 'stop.json',
  /** A person makes it to end the run in order. */
  stopWish: 'stop',
  progress: 'progress.json',
  signIn: 'sign-in.json',
  /** Ids of the accounts that the traffic signed in, by their number; `null` for a number that it does not use. */
  accounts: 'accounts.json',
  /** Address of the metrics endpoint. */
  metrics: 'metrics.json',
  /** Locked by the round that measures; an empty file that the run's end removes. */
  measuringLock: 'measuring.lock',
  /** The round that measures, only there while it does. */
  measuring: 'measuring.json',
  /** What the run's processes have sent under the target's rate limits. */
  budget: 'request-budget.jsonl',
  /** What bursts have sent, for the run's budgets. */
  spent: 'spent.jsonl',
  /** What became of this machine's cores while the embedded target ran on it. */
  cores: 'cores.jsonl',
  /** The round that the traffic's open slice belongs to, only there while there is traffic. */
  openSlice: 'open-slice.json',
} as const;

/** The folders within a run's folder. */
export const RUN_FOLDERS = {
  rounds: 'rounds',
  /** Why planned rounds were not measured. */
  leftOut: 'left-out',
  bursts: 'bursts',
  audits: 'audits',
  /** What each of several processes of the traffic measured; joined at the end. */
  shares: 'shares',
  /** Journals of what was made on the target, one for each lane. */
  created: 'created',
  allureResults: 'allure-results',
  /** Secrets that the processes of a run hand each other, encrypted; only there while the run goes on. */
  secrets: 'secrets',
} as const;

/** A round with its verdicts, as the journey's lane wrote it. */
export function roundFile(journey: string, number: number): string {
  return `${RUN_FOLDERS.rounds}/${journey}-${number}.json`;
}

/** Why a round was not measured. */
export function leftOutFile(journey: string, number: number): string {
  return `${RUN_FOLDERS.leftOut}/${journey}-${number}.json`;
}

/** In the folder of reports, next to the runs: the figures of earlier runs, as Allure draws them. */
export const ALLURE_HISTORY = 'allure-history.jsonl';

/** In the same place: the accounts that runs have seen on their targets. */
export const ACCOUNT_POOL = 'account-pool.json';

/** A burst of the `baseline` project with its verdicts. */
export function burstFile(operation: string): string {
  return `${RUN_FOLDERS.bursts}/${operation}.json`;
}

/** The audit of a page with its verdicts. */
export function auditFile(page: string): string {
  return `${RUN_FOLDERS.audits}/${page}.json`;
}

/** Lighthouse's own report, without an ending: there is an HTML file and a JSON file. */
export function lighthouseReport(name: string): string {
  return `lighthouse/${name}`;
}

/** A profile of the target's process. */
export function evidenceFile(name: string): string {
  return `evidence/${name}`;
}

/** Says that the browser of a lane is up. */
export function readyFile(lane: string): string {
  return `ready/${lane}.json`;
}

/** The journal of what a lane made on the target. */
export function createdFile(lane: string): string {
  return `${RUN_FOLDERS.created}/${lane}.jsonl`;
}

/** The folder of the visit that was recorded for a round. */
export function traceFolder(journey: string, number: number): string {
  return `traces/${journey}-${number}`;
}

/** What lies in a {@link traceFolder}. Playwright's `--trace on` calls its own trace the same. */
export const TRACE_FILES = { trace: 'trace.zip', video: 'video.webm' } as const;

/** The slices of one of several processes of the traffic, by its number from 1. */
export function shareSlices(number: number): string {
  return `${RUN_FOLDERS.shares}/slices-${number}.jsonl`;
}

/** The slowest requests of one of several processes of the traffic. */
export function shareExemplars(number: number): string {
  return `${RUN_FOLDERS.shares}/exemplars-${number}.json`;
}

/** Names the slowest round of a journey so far that broke nothing. */
export function slowestFile(journey: string): string {
  return `traces/${journey}-slowest.json`;
}
