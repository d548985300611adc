import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { countsErrors, withoutRounds } from '../measure/judged-slices.ts';
import { figuresByOperation, figuresOverall, type OperationFigures } from '../measure/operation-figures.ts';
import { wilsonInterval } from '../verdict/judge-share.ts';
import type { StateFigures, StateRow } from '../verdict/thresholds/thresholds.ts';

export type StateName = StateRow['state'];

/** A figure, and the state that it alone would mean. */
export interface StateFigure {
  readonly figure: keyof StateFigures;
  /** Of latencies: less what the measurer itself may have added. */
  readonly value: number;
  /** Set where the value is the least that is certain of a share: of how many requests. */
  readonly leastOf?: number;
  readonly state: StateName;
  /** Where its state begins; 0 for a healthy one. */
  readonly from: number;
}

/** How a target, a service or an operation does. */
export interface HealthState {
  /** The worst of its figures; `not known` when the requests are too few, or when healthy figures lack what was open at the end. */
  readonly state: StateName | 'not known';
  /** Requests that ended. */
  readonly requests: number;
  /** The figures that could be measured; those that decided the state first. */
  readonly figures: readonly StateFigure[];
  /** The services that were gone when the traffic ended, or `the whole target`; left out when none was. */
  readonly gone?: readonly string[];
  /** How many requests had waited long for an answer when the traffic ended; left out when next to none had. */
  readonly unanswered?: number;
}

/** The states of a run, without the requests that were made of it on purpose to be too much. */
export interface RunStates extends HealthState {
  readonly services: readonly (HealthState & { readonly service: string })[];
  /** What is measured on sockets is among them. */
  readonly operations: readonly (HealthState & { readonly operation: string })[];
}

/** From so many requests on a share of errors is taken as it is; of fewer, what is certain of it. */
const ENOUGH_FOR_SHARE = 100;

/**
 * The states of all requests in some slices, of each service and of each operation.
 *
 * Latencies are those without rounds, and less what the measurer itself may have added. Errors are those of {@link countsErrors}.
 * A p95 needs 20 requests and a p99 needs 100.
 */
export function statesOf(slices: readonly DecodedSlice[], bands: readonly StateRow[]): RunStates {
  const alone = withoutRounds(slices);
  const counted = slices.filter(({ round }) => countsErrors(round?.kind));
  const [latencies, errors] = [figuresByOperation(alone), figuresByOperation(counted)];
  const services = Map.groupBy(requestIds(slices), serviceOf);
  const ofService = (some: readonly DecodedSlice[], service: string) =>
    figuresOverall(some.map((slice) => onlyService(slice, service)));
  return {
    ...healthState(figuresOverall(alone), figuresOverall(counted), bands),
    services: [...services.keys()].map((service) => ({
      service,
      ...healthState(ofService(alone, service), ofService(counted, service), bands),
    })),
    operations: [...errors].map(([operation, figures]) => ({
      operation,
      ...healthState(latencies.get(operation), figures, bands),
    })),
  };
}

type Counted = Pick<OperationFigures, 'sent' | 'unfinished' | 'failed'>;

/**
 * The state that some figures mean.
 *
 * @param latencies of the time that counts for latencies; undefined when nothing was sent in it
 * @param errors of the time that counts for errors
 */
export function healthState(
  latencies: Pick<OperationFigures, 'allLeast'> | undefined,
  errors: Counted,
  bands: readonly StateRow[],
): HealthState {
  const requests = errors.sent - errors.unfinished;
  const measured: Partial<StateFigures> = {
    ...inMs('p95Ms', latencies?.allLeast.percentileUs(95)),
    ...inMs('p99Ms', latencies?.allLeast.percentileUs(99)),
    ...errorRate(errors.failed, requests),
  };
  const figures = Object.entries(measured).map(([key, value]): StateFigure => {
    const figure = key as keyof StateFigures;
    const band = bands.findLast(({ from }) => value >= from[figure]);
    const isLeast = figure === 'errorRate' && value > 0 && requests < ENOUGH_FOR_SHARE;
    return {
      figure,
      value,
      ...(isLeast && { leastOf: requests }),
      state: band?.state ?? 'healthy',
      from: band?.from[figure] ?? 0,
    };
  });
  const rank = ({ state }: StateFigure) => bands.findIndex((band) => band.state === state);
  figures.sort((a, b) => rank(b) - rank(a));
  const [worst] = figures;
  // A few requests without a failure show nothing.
  const isKnown = measured.p95Ms !== undefined || requests >= ENOUGH_FOR_SHARE || worst?.state !== 'healthy';
  return { state: worst === undefined || !isKnown ? 'not known' : worst.state, requests, figures };
}

function inMs(name: 'p95Ms' | 'p99Ms', us: number | undefined): Partial<StateFigures> {
  return us === undefined ? {} : { [name]: Math.max(0, us) / 1000 };
}

function errorRate(failed: number, requests: number): Partial<StateFigures> {
  if (requests === 0) return {};
  if (requests >= ENOUGH_FOR_SHARE) return { errorRate: failed / requests };
  return { errorRate: wilsonInterval(failed, requests).lower };
}

function requestIds(slices: readonly DecodedSlice[]): string[] {
  return [...new Set(slices.flatMap(({ operations }) => Object.keys(operations)))].sort();
}

/** The service that an operation belongs to. */
export function serviceOf(operationId: string): string {
  return operationId.slice(0, operationId.indexOf('.'));
}

function onlyService(slice: DecodedSlice, service: string): DecodedSlice {
  const own = Object.entries(slice.operations).filter(([id]) => serviceOf(id) === service);
  return { ...slice, operations: Object.fromEntries(own) };
}
