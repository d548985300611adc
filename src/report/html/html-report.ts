import type { RunRecord } from '../../record/run-record.ts';
import { auditsSection } from './audits-section.ts';
import { brokenSection } from './broken-section.ts';
import { burstCurves, burstsSection } from './bursts-section.ts';
import { exemplarsSection } from './exemplars-section.ts';
import { journeysSection } from './journeys-section.ts';
import { loadCurveSection } from './load-curve-section.ts';
import { html } from './markup.ts';
import { measurerSection } from './measurer-section.ts';
import { operationsSection, socketsSection } from './operations-section.ts';
import { pageData } from './page-data.ts';
import { pageFrame } from './page-frame.ts';
import type { ReportExtras } from './report-extras.ts';
import { runSection } from './run-section.ts';
import { trafficSection } from './traffic-section.ts';
import { verdictHeader } from './verdict-header.ts';

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
