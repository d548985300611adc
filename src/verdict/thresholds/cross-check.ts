import { rowName } from '../../base/schema-violations.ts';
import { DEVICE_NAMES } from '../../settings/table/run-rows.ts';
import type { CheckedList, CheckedTables } from './checked-tables.ts';
import { idleRows, missingRows, type RowList } from './compare-subjects.ts';
import {
  auditMistakes,
  globalMistakes,
  latencyMistakes,
  type Mistake,
  operationMistakes,
  scenarioMistakes,
  serviceLevelMistakes,
  stateMistakes,
  throughputMistakes,
  unloadedMistakes,
} from './limit-order.ts';
import type { TableProblem } from './table-files.ts';
import { type AuditRow, GUIDE_SCENARIOS, type JourneyRow, STATES, type StateRow } from './thresholds.ts';

/** What the tables have to agree with. */
export interface KnownSubjects {
  /** Ids of the catalogue's operations. */
  readonly operationIds: readonly string[];
  /** Ids of what is measured on sockets; left out when the caller does not say. */
  readonly socketMeasureIds?: readonly string[];
  /** The pages that are audited, and whether they are loaded or a dialog; left out when the caller does not say. */
  readonly auditedPages?: Readonly<Record<string, 'navigation' | 'timespan'>>;
  /** Playwright projects that are not scenarios: a scenario becomes a project too. Left out when the caller has none. */
  readonly projects?: readonly string[];
  /** Steps by journey, as the journeys take them; left out when the caller has none. */
  readonly journeySteps?: Readonly<Record<string, readonly string[]>>;
}

/** Finds what no schema can: rows without a subject, subjects without a row, limits that contradict each other. */
export function crossCheck(tables: CheckedTables, known: KnownSubjects): readonly TableProblem[] {
  const { global, services, operations, sockets, scenarios, journeys, audits, states } = tables;
  const { operationIds, socketMeasureIds, auditedPages, projects } = known;
  const ofGlobal = global === undefined ? [] : globalMistakes(global.baseline, global.sla);
  return [
    ...ofGlobal.map((mistake) => ({ file: 'global.json', row: '', ...mistake }) as const),
    ...ifRead(services, (list) => [
      ...idleRows(list, [...new Set(operationIds.map(serviceOf))]),
      ...checkRows(list, (row) => [
        ...latencyMistakes(row.baseline),
        ...throughputMistakes(row, operationIds),
      ]),
    ]),
    ...ifRead(operations, (list) => [
      ...bothWays(list, operationIds),
      ...checkRows(list, (row) => {
        const mistakes = latencyMistakes(row.baseline, row.sla);
        const service = services?.rows.find((each) => each?.service === serviceOf(row.operation));
        return mistakes.length > 0 ? mistakes : serviceLevelMistakes(row, service);
      }),
    ]),
    ...ifRead(sockets, (list) => [
      ...bothWays(list, socketMeasureIds ?? namesIn(list)),
      ...checkRows(list, (row) => latencyMistakes(row.baseline, row.sla)),
    ]),
    ...ifRead(scenarios, (list) => [
      // A scenario that was not asked for is one more.
      ...idleRows(list, namesIn(list)),
      ...missingRows(list, GUIDE_SCENARIOS),
      ...checkRows(list, (row) => scenarioMistakes(row, projects)),
    ]),
    ...ifRead(journeys, (list) => checkJourneys(list, known)),
    ...ifRead(audits, (list) => (auditedPages === undefined ? [] : checkAudits(list, auditedPages))),
    ...ifRead(states, checkStates),
  ];
}

function ifRead<Row>(
  list: CheckedList<Row> | undefined,
  check: (list: CheckedList<Row>) => readonly TableProblem[],
): readonly TableProblem[] {
  return list === undefined ? [] : check(list);
}

function serviceOf(operationId: string): string {
  return operationId.split('.')[0] ?? '';
}

function namesIn({ keys }: RowList): string[] {
  return keys.filter((key) => key !== undefined);
}

function checkJourneys(
  journeys: CheckedList<JourneyRow>,
  { operationIds, journeySteps }: KnownSubjects,
): readonly TableProblem[] {
  const wanted = journeySteps === undefined ? namesIn(journeys) : Object.keys(journeySteps);
  const ofRows = journeys.rows.flatMap((row, index) => {
    if (row === undefined) return [];
    const place = rowName('journeys', index, row.journey);
    const keys = row.steps.map(({ step }) => step);
    const steps = { file: journeys.file, list: `${place}, steps`, noun: 'step', keys };
    const at = (mistake: Mistake): TableProblem => ({ file: journeys.file, row: place, ...mistake });
    return [
      ...operationMistakes(row, operationIds).map(at),
      ...bothWays(steps, journeySteps?.[row.journey] ?? keys),
      ...row.steps.flatMap(unloadedMistakes).map(at),
    ];
  });
  return [...bothWays(journeys, wanted), ...ofRows];
}

function checkAudits(
  audits: CheckedList<AuditRow>,
  pages: KnownSubjects['auditedPages'] & object,
): readonly TableProblem[] {
  const ofRow = (row: AuditRow) => {
    const mode = pages[row.page];
    if (mode === undefined) return [];
    return DEVICE_NAMES.flatMap((device) =>
      auditMistakes(mode, row[device]).map(({ found, right }) => ({ found: `${device}: ${found}`, right })),
    );
  };
  return [...bothWays(audits, Object.keys(pages)), ...checkRows(audits, ofRow)];
}

/** Each state has to begin above the one before it, and its own example has to lie in it. */
function checkStates(states: CheckedList<StateRow>): readonly TableProblem[] {
  const order = checkRows(states, (row) => stateMistakes(row, states.rows));
  return [...bothWays(states, STATES), ...order];
}

function bothWays(list: RowList, wanted: readonly string[]): readonly TableProblem[] {
  return [...idleRows(list, wanted), ...missingRows(list, wanted)];
}

function checkRows<Row>(
  { file, list, keys, rows }: CheckedList<Row>,
  check: (row: Row) => readonly Mistake[],
): readonly TableProblem[] {
  return rows.flatMap((row, index) =>
    row === undefined
      ? []
      : check(row).map((mistake) => ({ file, row: rowName(list, index, keys[index]), ...mistake })),
  );
}
