import { byReason } from '../base/format.ts';
import { SuiteError } from '../base/suite-error.ts';
import type { RunPlan } from '../record/run-plan.ts';
import { operations } from '../target/catalogue.ts';
import type { Route } from '../target/environments/target.ts';
import type { Operation } from '../target/operation.ts';
import { type Offer, PAUSES_MS, type Preflight } from '../target/preflight/finding.ts';
import { preparationFor } from '../target/preparation.ts';
import { selectBursts, selectOperations, selectSocketMeasures } from '../target/select-operations.ts';
import { postsOf, socketMeasures } from '../target/socket-measures.ts';

/** What is to be measured. */
export interface ToMeasure {
  readonly scenario: string;
  readonly lanes: readonly string[];
  /** OPERATIONS; undefined for everything. */
  readonly operations: string | undefined;
  /** The operation behind each journey, by the journey's name. */
  readonly behindJourneys: ReadonlyMap<string, { readonly operation: string }>;
}

/** What a run was asked to measure. */
export interface AskedFor extends ToMeasure {
  /** Whether to go on without what is broken. */
  readonly allowMissing: boolean;
}

/**
 * Decides what the run does about everything that the target should offer and does not. What the run is not going to
 * use is left out, as is what ALLOW_MISSING lets go.
 *
 * @returns how operations and sockets stand for the lanes: offered or not
 * @throws SuiteError OPERATIONS_BROKEN when something that the run needs is broken; NOTHING_OFFERED when nothing is left
 * of what the run, or its traffic, was to measure
 */
export function settleOffers(
  { offers, sockets }: Pick<Preflight, 'offers' | 'sockets'>,
  asked: AskedFor,
): Pick<RunPlan, 'offers' | 'sockets'> {
  const all: Readonly<Record<string, Offer>> = { ...offers, ...sockets };
  const measured = measuredIds(asked);
  const used = neededIds(asked);
  const broken = Object.entries(all).flatMap(([id, offer]) =>
    offer.kind === 'broken' && used.has(id) ? [{ id, reason: offer.reason }] : [],
  );
  if (broken.length > 0 && !asked.allowMissing) throw operationsBroken(broken, used, all);
  // The rounds of a scenario would measure something next to a traffic that sends nothing, and the run would look green.
  const ofTraffic = measuredIds({ ...asked, lanes: asked.lanes.filter((lane) => lane === 'traffic') });
  for (const ids of [measured, ofTraffic])
    if (ids.size > 0 && ![...ids].some((id) => all[id]?.kind === 'offered')) throw nothingOffered(ids, all);
  return { offers: settled(offers), sockets: settled(sockets) };
}

/** Ids of the operations and measures on sockets that the lanes are going to measure, and of what has to be sent for that. */
export function neededIds(asked: ToMeasure): ReadonlySet<string> {
  const measured = measuredIds(asked);
  return new Set([...measured, ...preparations(measured)]);
}

/** Ids of the operations and measures on sockets that the lanes are going to measure. */
function measuredIds({
  scenario,
  lanes,
  operations: patterns = '',
  behindJourneys,
}: ToMeasure): ReadonlySet<string> {
  const ids = lanes.flatMap((lane): readonly { readonly id: string }[] => {
    if (lane === 'traffic') return [...selectOperations(patterns), ...selectSocketMeasures(patterns)];
    const behind = behindJourneys.get(lane);
    if (behind !== undefined) return [{ id: behind.operation }];
    return selectBursts({ scenario, lanes: [lane] }, patterns);
  });
  return new Set(ids.map(({ id }) => id));
}

/** Ids of what has to be sent so that the others can be. */
function preparations(measured: ReadonlySet<string>): string[] {
  const isReachable = ({ id, outOfReach }: Operation) => measured.has(id) && outOfReach === undefined;
  const measures = selectSocketMeasures('').filter(({ id }) => measured.has(id));
  const sent = [...operations.filter(isReachable), ...postsOf(measures.map(({ id }) => id))];
  return [...sent, ...sent.flatMap(preparationFor)].map(({ id }) => id);
}

function settled<Id extends string>(offers: Readonly<Record<Id, Offer>>): Record<Id, Route> {
  const entries = Object.entries<Offer>(offers).map(([id, offer]): [string, Route] => [
    id,
    offer.kind === 'broken'
      ? { kind: 'not offered', reason: `broken: ${offer.reason}`, broken: offer.reason }
      : offer,
  ]);
  return Object.fromEntries(entries) as Record<Id, Route>;
}

interface Missing {
  readonly id: string;
  readonly reason: string;
}

/** What is broken, an operation or a socket, was asked for so often. */
const LOOKS = 1 + PAUSES_MS.length;

function operationsBroken(
  broken: readonly Missing[],
  used: ReadonlySet<string>,
  all: Readonly<Record<string, Offer>>,
): SuiteError {
  const found = `${broken.length} ${broken.length === 1 ? 'is' : 'are'} broken: ${byReason(broken)}`;
  return new SuiteError('OPERATIONS_BROKEN', {
    checked: `the ${used.size} operations and measures on sockets that this run needs: each operation and each socket up to ${LOOKS} times within 2 s`,
    found: [found, ...goneServices(broken, used, all)].join('; '),
    right:
      'a target that serves them. ENVIRONMENT=staging leaves out what the known build lacks; ' +
      '--allow-missing (ALLOW_MISSING=true) measures the rest, OPERATIONS a part',
  });
}

/**
 * The services of which nothing works that the run needs, a sentence each: `deals: gone from the start, …`. What is measured
 * on a socket is asked for by the handshake of that socket, and a socket that opens shows that its service is there.
 */
function goneServices(
  broken: readonly Missing[],
  used: ReadonlySet<string>,
  all: Readonly<Record<string, Offer>>,
): string[] {
  const serviceOf = (id: string) => id.slice(0, id.indexOf('.'));
  const needed = Map.groupBy(used, serviceOf);
  return [...Map.groupBy(broken, ({ id }) => serviceOf(id))].flatMap(([service, missing]) => {
    const askedFor = new Set(missing.map(({ id }) => socketOf(id) ?? id));
    const opens = [...askedFor].some((id) => all[id]?.kind === 'offered');
    if (missing.length < 2 || missing.length !== needed.get(service)?.length || opens) return [];
    const lost = askedFor.size * LOOKS;
    return [`${service}: gone from the start, ${lost} of ${lost} requests lost`];
  });
}

/** The socket on which this is measured; undefined for an operation. */
function socketOf(id: string): string | undefined {
  return socketMeasures.find((measure) => measure.id === id)?.socket;
}

function nothingOffered(measured: ReadonlySet<string>, all: Readonly<Record<string, Offer>>): SuiteError {
  const missing = [...measured].flatMap((id) => {
    const offer = all[id];
    return offer === undefined || offer.kind === 'offered' ? [] : [{ id, reason: offer.reason }];
  });
  return new SuiteError('NOTHING_OFFERED', {
    checked: 'what this run is to measure',
    found: `the target offers nothing of it: ${byReason(missing)}`,
    right: 'at least one operation that the target offers, in OPERATIONS or by the choice of tests',
  });
}
