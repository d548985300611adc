import { RUN_FILES } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import type { RunView } from '../../view/run-view.ts';
import { html } from '../drawing/markup.ts';
import { type SuiteFacts, suiteFacts } from '../suite-facts.ts';
import { pageFrame } from './frame.ts';
import { pageData } from './page-data.ts';
import { auditsSection } from './sections/audits.ts';
import { brokenSection } from './sections/broken.ts';
import { burstsSection } from './sections/bursts.ts';
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
 *
 * @param facts of the machine that measured; left out where they are not known any more
 */
export function htmlReport(view: RunView, facts?: SuiteFacts): string {
  const { record } = view;
  const { traffic } = record;
  const content = [
    brokenSection(view),
    ...(traffic === null
      ? [burstsSection(view), auditsSection(record), journeysSection(record), loadCurveSection(record)]
      : [
          trafficSection(view, traffic),
          operationsSection(view, traffic),
          journeysSection(record),
          loadCurveSection(record),
          socketsSection(view, traffic),
          exemplarsSection(traffic),
          measurerSection(record, traffic),
        ]),
    runSection(record, facts),
  ];
  return pageFrame(record, verdictHeader(view), html`${content}`, pageData(view));
}

/**
 * Writes the performance report beside the record. One that cannot be made is told in a line: a report never changes
 * the outcome of its run.
 *
 * @returns the path of the report, or undefined when there is none
 */
export function writeHtmlReport(
  view: RunView,
  folder: RunFolder,
  say: (line: string) => void,
): string | undefined {
  try {
    folder.writeText(RUN_FILES.htmlReport, htmlReport(view, suiteFacts()));
    return folder.file(RUN_FILES.htmlReport);
  } catch (error) {
    say(
      `${RUN_FILES.htmlReport} could not be made: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}
