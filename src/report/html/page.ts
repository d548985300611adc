import type { RunView } from '../../view/run-view.ts';
import { html } from '../drawing/markup.ts';
import { pageFrame } from './frame.ts';
import { pageData } from './page-data.ts';
import { auditsSection } from './sections/audits.ts';
import { brokenSection } from './sections/broken.ts';
import { burstsSection } from './sections/bursts.ts';
import { evidenceSection } from './sections/evidence.ts';
import { verdictHeader } from './sections/header.ts';
import { journeysSection } from './sections/journeys.ts';
import { capacitySection, loadCurveSection } from './sections/load-curve.ts';
import { measurerSection } from './sections/measurer.ts';
import { operationsSection, socketsSection } from './sections/operations.ts';
import { trafficSection } from './sections/over-time.ts';
import { overloadSection } from './sections/overload.ts';
import { runSection } from './sections/run.ts';
import { exemplarsSection } from './sections/slowest.ts';

/**
 * The performance report of a run: one HTML file that needs nothing else, not even the network. The verdict comes first,
 * then what broke and why, then everything behind it. What was not measured has no section.
 */
export function htmlReport(view: RunView): string {
  const { record } = view;
  const { traffic } = record;
  const content = [
    brokenSection(view),
    ...(traffic === null
      ? [burstsSection(view), auditsSection(record), journeysSection(view), loadCurveSection(record)]
      : [
          trafficSection(view, traffic),
          overloadSection(view),
          capacitySection(record),
          operationsSection(view, traffic),
          journeysSection(view),
          loadCurveSection(record),
          socketsSection(view, traffic),
          exemplarsSection(view),
          measurerSection(view, traffic),
        ]),
    evidenceSection(view.evidence, traffic),
    runSection(record),
  ];
  return pageFrame(record, verdictHeader(view), html`${content}`, pageData(view));
}
