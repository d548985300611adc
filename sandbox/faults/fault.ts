import { capacityFault } from './capacity.ts';
import { collapseFault } from './collapse.ts';
import { delayFault } from './delay.ts';
import { errorsFault, risingErrorsFault } from './errors.ts';
import type { Fault, FaultKind } from './fault-kind.ts';
import { halfOpenFault } from './half-open.ts';
import { humpsFault } from './humps.ts';
import { leakFault } from './leak.ts';
import { limiterFault } from './limiter.ts';
import { noIndexFault } from './no-index.ts';
import { isPlaceOfOperations } from './operations.ts';
import { pauseFault } from './pause.ts';
import { poolFault } from './pool.ts';
import { rampFault, warmUpFault } from './ramp.ts';
import { resetFault } from './reset.ts';
import { restartFault } from './restart.ts';
import { slowStatementFault } from './slow-statements.ts';
import { socketDropFault } from './socket-drop.ts';
import { tokenLifeFault } from './token-life.ts';
import { pictureFault, scriptFault } from './web-faults.ts';
import { wrongBodyFault } from './wrong-body.ts';

/** All kinds of faults. A new kind is a file with its promise, and a line here. */
export const FAULT_KINDS: readonly FaultKind[] = [
  slowStatementFault,
  scriptFault,
  pictureFault,
  delayFault,
  rampFault,
  warmUpFault,
  humpsFault,
  errorsFault,
  risingErrorsFault,
  resetFault,
  wrongBodyFault,
  noIndexFault,
  capacityFault,
  collapseFault,
  limiterFault,
  leakFault,
  pauseFault,
  poolFault,
  halfOpenFault,
  tokenLifeFault,
  socketDropFault,
  restartFault,
];

/** The text form of each kind. */
export const FAULT_FORMS = `like ${FAULT_KINDS.map(({ example }) => example).join(', ')}, separated by commas (docs/faults.md)`;

/**
 * Reads one fault: where, what and how much.
 *
 * @returns undefined when the text is not a fault
 */
export function parseFault(text: string): Fault | undefined {
  const [, where = '', placed, placedAmount = ''] = /^([^\s:]+):([a-z-]+)\+(\S+)$/.exec(text) ?? [];
  const [, single, singleAmount = ''] = /^([a-z-]+):([^\s+]+)$/.exec(text) ?? [];
  const kind = FAULT_KINDS.find(({ name, place }) => name === (place === 'nothing' ? single : placed));
  if (kind === undefined || !isPlace(kind.place, where)) return undefined;
  const found = kind.amount.exec(kind.place === 'nothing' ? singleAmount : placedAmount);
  if (found === null) return undefined;
  const amounts = found.slice(1).filter((digits) => digits !== undefined);
  const effect = kind.effect(amounts.map(Number), where);
  return effect && { kind: kind.name, text, effect };
}

function isPlace(place: FaultKind['place'], where: string): boolean {
  if (place === 'operations') return isPlaceOfOperations(where);
  if (place === 'page') return where.startsWith('/');
  return place === 'nothing' || !where.startsWith('/');
}
