import { DEVICE_NAMES } from '../../settings/table/run-rows.ts';
import type { CheckedList, CheckedTables } from './checked-tables.ts';
import { idleRows, missingRows, type Subjects } from './compare-subjects.ts';
import {
  auditMistakes,
  globalMistakes,
  latencyMistakes,
  type Mistake,
  serviceLevelMistakes,
  throughputMistakes,
  unloadedMistakes,
} from './limit-order.ts';
import { rowName, type TableFile, type TableProblem } from './table-files.ts';
import { GUIDE_SCENARIOS, type JourneyRow, type ScenarioRow } from './thresholds.ts';

/** What the tables have to agree with. */
export interface KnownSubjects {
  /** Ids of the catalogue's operations. */
  readonly operationIds: readonly string[];
  /** Ids of what is measured on sockets; left out when the caller does not say. */
  readonly socketMeasureIds?: readonly string[];
  /** The pages that are audited, and whether they are loaded or a dialog; left out when the caller does not say. */
  readonly auditedPages?: Readonly<Record<string, 'navigation' | 'timespan'>>;
  /** Playwright projects that are no scenarios: a scenario becomes a project too. Left out when the caller has none. */
  readonly projects?: readonly string[];
  /** Steps by journey, as the journeys take them; left out when the caller has none. */
  readonly journeySteps?: Readonly<Record<string, readonly string[]>>;
}

/** Finds what no schema can: rows without a subject, subjects without a row, limits that contradict each other. */
export function crossCheck(tables: CheckedTables, known: KnownSubjects): readonly TableProblem[] {
  const { global, services, operations, sockets, scenarios, journeys, audits } = tables;
  return [
    ...(global === undefined
      ? []
      : globalMistakes(global.baseline, global.sla).map(
          (mistake) => ({ file: 'global.json', row: '', ...mistake }) as const,
        )),
    ...(services === undefined ? [] : checkServices(services, known.operationIds)),
    ...(operations === undefined ? [] : checkOperations(operations, services, known.operationIds)),
    ...(sockets === undefined ? [] : checkSockets(sockets, known)),
    ...(scenarios === undefined ? [] : checkScenarios(scenarios, known)),
    ...(journeys === undefined ? [] : checkJourneys(journeys, known)),
    ...(audits === undefined ? [] : checkAudits(audits, known)),
  ];
}

function checkServices(
  services: CheckedTables['services'] & object,
  operationIds: readonly string[],
): readonly TableProblem[] {
  const file = 'operations.json';
  const wanted = [...new Set(operationIds.map(serviceOf))];
  return [
    ...idleRows({ file, list: 'services', noun: 'service', found: services.keys, wanted }),
    ...checkRows(file, 'services', services, (row) => [
      ...latencyMistakes(row.baseline),
      ...throughputMistakes(row, operationIds),
    ]),
  ];
}

function checkOperations(
  operations: CheckedTables['operations'] & object,
  services: CheckedTables['services'],
  operationIds: readonly string[],
): readonly TableProblem[] {
  const file = 'operations.json';
  return [
    ...bothWays({
      file,
      list: 'operations',
      noun: 'operation',
      found: operations.keys,
      wanted: operationIds,
    }),
    ...checkRows(file, 'operations', operations, (row) => {
      const mistakes = latencyMistakes(row.baseline, row.sla);
      const service = services?.rows.find((each) => each?.service === serviceOf(row.operation));
      return mistakes.length > 0 ? mistakes : serviceLevelMistakes(row, service);
    }),
  ];
}

function serviceOf(operationId: string): string {
  return operationId.split('.')[0] ?? '';
}

function checkSockets(
  sockets: CheckedTables['sockets'] & object,
  { socketMeasureIds }: KnownSubjects,
): readonly TableProblem[] {
  const file = 'sockets.json';
  const named = sockets.keys.filter((key) => key !== undefined);
  const wanted = socketMeasureIds ?? named;
  return [
    ...bothWays({ file, list: 'sockets', noun: 'measure', found: sockets.keys, wanted }),
    ...checkRows(file, 'sockets', sockets, (row) => latencyMistakes(row.baseline, row.sla)),
  ];
}

function checkScenarios(
  scenarios: CheckedList<ScenarioRow>,
  { projects }: KnownSubjects,
): readonly TableProblem[] {
  const file = 'scenarios.json';
  return [
    ...checkNames({
      file,
      list: 'scenarios',
      noun: 'scenario',
      found: scenarios.keys,
      wanted: GUIDE_SCENARIOS,
    }),
    ...checkRows(file, 'scenarios', scenarios, ({ scenario, vus, durationSeconds, stages, rounds }) => {
      const peak = Math.max(...stages.map(({ targetVus }) => targetVus));
      const total = stages.reduce((sum, stage) => sum + stage.durationSeconds, 0);
      const mistakes: Mistake[] = [];
      if (projects?.includes(scenario) === true)
        mistakes.push({
          found: `the name ${scenario}`,
          right: `a name that no other Playwright project has (${projects.join(', ')})`,
        });
      if (vus !== peak) mistakes.push({ found: `vus ${vus}`, right: `the highest of its stages, ${peak}` });
      if (durationSeconds !== total) {
        mistakes.push({
          found: `durationSeconds ${durationSeconds}`,
          right: `the sum of its stages, ${total}`,
        });
      }
      if (peak === 0 || total === 0)
        mistakes.push({ found: 'stages without traffic', right: 'users and time' });
      if (
        rounds.some(
          ({ atSeconds }, index) => atSeconds < (rounds[index - 1]?.atSeconds ?? 0) || atSeconds >= total,
        )
      )
        mistakes.push({
          found: 'rounds out of order or after the end',
          right: `rising offsets below ${total}`,
        });
      return mistakes;
    }),
  ];
}

/** Every wanted subject has a row, no subject has two; a subject that was not asked for is one more. */
function checkNames(subjects: Subjects): readonly TableProblem[] {
  const named = subjects.found.filter((subject) => subject !== undefined);
  return [...idleRows({ ...subjects, wanted: named }), ...missingRows(subjects)];
}

function checkJourneys(
  journeys: CheckedList<JourneyRow>,
  { operationIds, journeySteps }: KnownSubjects,
): readonly TableProblem[] {
  const file = 'journeys.json';
  const named = journeys.keys.filter((key) => key !== undefined);
  const wanted = journeySteps === undefined ? named : Object.keys(journeySteps);
  const problems = [...bothWays({ file, list: 'journeys', noun: 'journey', found: journeys.keys, wanted })];
  for (const [index, row] of journeys.rows.entries()) {
    if (row === undefined) continue;
    const place = rowName('journeys', index, row.journey);
    if (!operationIds.includes(row.operation)) {
      problems.push({
        file,
        row: place,
        found: `operation ${JSON.stringify(row.operation)}`,
        right: 'an operation of the catalogue',
      });
    }
    const found = row.steps.map(({ step }) => step);
    const steps = journeySteps?.[row.journey] ?? found;
    problems.push(...bothWays({ file, list: `${place}, steps`, noun: 'step', found, wanted: steps }));
    for (const mistake of row.steps.flatMap(unloadedMistakes))
      problems.push({ file, row: place, ...mistake });
  }
  return problems;
}

function checkAudits(
  audits: CheckedTables['audits'] & object,
  { auditedPages }: KnownSubjects,
): readonly TableProblem[] {
  if (auditedPages === undefined) return [];
  const file = 'lighthouse.json';
  const wanted = Object.keys(auditedPages);
  return [
    ...bothWays({ file, list: 'pages', noun: 'page', found: audits.keys, wanted }),
    ...checkRows(file, 'pages', audits, (row) => {
      const mode = auditedPages[row.page];
      if (mode === undefined) return [];
      return DEVICE_NAMES.flatMap((device) =>
        auditMistakes(mode, row[device].baseline, row[device].sla).map(({ found, right }) => ({
          found: `${device}: ${found}`,
          right,
        })),
      );
    }),
  ];
}

function bothWays(subjects: Subjects): readonly TableProblem[] {
  return [...idleRows(subjects), ...missingRows(subjects)];
}

function checkRows<Row>(
  file: TableFile,
  list: string,
  { keys, rows }: CheckedList<Row>,
  check: (row: Row) => readonly Mistake[],
): readonly TableProblem[] {
  return rows.flatMap((row, index) =>
    row === undefined
      ? []
      : check(row).map((mistake) => ({ file, row: rowName(list, index, keys[index]), ...mistake })),
  );
}
