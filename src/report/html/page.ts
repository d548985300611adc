import type { DecodedSlice } from '../../measure/decoded-slice.ts';
import { readSlices } from '../../measure/slice-file.ts';
import { RUN_FILES } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { html } from '../drawing/markup.ts';
import { type SuiteFacts, suiteFacts } from '../suite-facts.ts';
import { pageFrame } from './frame.ts';
import { pageData } from './page-data.ts';
import { curvesOfSlices, type PercentileCurve } from './percentile-curve.ts';
import { auditsSection } from './sections/audits.ts';
import { brokenSection } from './sections/broken.ts';
import { burstCurves, burstsSection } from './sections/bursts.ts';
import { verdictHeader } from './sections/header.ts';
import { journeysSection } from './sections/journeys.ts';
import { loadCurveSection } from './sections/load-curve.ts';
import { measurerSection } from './sections/measurer.ts';
import { operationsSection, socketsSection } from './sections/operations.ts';
import { trafficSection } from './sections/over-time.ts';
import { runSection } from './sections/run.ts';
import { exemplarsSection } from './sections/slowest.ts';

/**
 * The performance report of a run: one HTML file that needs nothing else, no network included. The verdict comes
 * first, then what broke and why, then everything that it stands on. What was not measured has no section.
 */
export function htmlReport(record: RunRecord, extras: ReportExtras): string {
  const { traffic } = record;
  const { facts } = extras;
  const curves = new Map([...extras.curves, ...burstCurves(record)]);
  const content = [
    brokenSection(record),
    ...(traffic === null
      ? [burstsSection(record), auditsSection(record), journeysSection(record), loadCurveSection(record)]
      : [
          trafficSection(record, traffic),
          operationsSection(record, traffic, curves),
          journeysSection(record),
          loadCurveSection(record),
          socketsSection(record, traffic, curves),
          exemplarsSection(traffic),
          measurerSection(record, traffic),
        ]),
    runSection(record, facts),
  ];
  return pageFrame(record, verdictHeader(record), html`${content}`, pageData(record, curves));
}

/**
 * Writes the performance report beside the record. One that cannot be made is told in a line: a report never changes
 * the outcome of its run.
 *
 * @returns the path of the report, or undefined when there is none
 */
export function writeHtmlReport(
  record: RunRecord,
  folder: RunFolder,
  say: (line: string) => void,
): string | undefined {
  try {
    const extras = reportExtras(readSlices(folder.file(RUN_FILES.slices)), suiteFacts());
    folder.writeText(RUN_FILES.htmlReport, htmlReport(record, extras));
    return folder.file(RUN_FILES.htmlReport);
  } catch (error) {
    say(
      `${RUN_FILES.htmlReport} could not be made: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

/** What the report shows beside the record. */
export interface ReportExtras {
  /** By operation of the traffic; those without are not offered for a click. */
  readonly curves: ReadonlyMap<string, PercentileCurve>;
  /** Left out where they are not known any more. */
  readonly facts?: SuiteFacts;
}

/**
 * The extras of a run.
 *
 * @param slices as its folder keeps them, with their histograms
 */
export function reportExtras(slices: readonly DecodedSlice[], facts?: SuiteFacts): ReportExtras {
  return { curves: curvesOfSlices(slices), ...(facts !== undefined && { facts }) };
}
