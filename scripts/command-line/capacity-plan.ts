import { counted, formatCount } from '../../src/base/format.ts';
import { type Column, textTable } from '../../src/base/text-table.ts';
import type { CapacityPlan, ServiceInstances } from '../../src/capacity/required-instances.ts';
import { COLORS_CSS } from '../../src/report/drawing/chart-figure.ts';
import { type Html, html, ready } from '../../src/report/drawing/markup.ts';

/**
 * How many instances are needed, as `npm run capacity` prints it.
 *
 * @param from where the users per instance are from
 * @param assumed which figures nobody named, and where they are from; undefined when all were named
 */
export function capacityPlanText(plan: CapacityPlan, from: string, assumed?: string): string {
  const columns: Column<ServiceInstances>[] = [
    ['service', ({ service }) => service],
    ['users/instance', usersWords],
    ['required', ({ required }) => formatCount(required)],
    ['minimum', ({ minimum }) => formatCount(minimum)],
    ['instances', ({ instances }) => formatCount(instances)],
    ['memory MB', ({ memoryMb, instances }) => formatCount(memoryMb * instances)],
    ['cores', ({ cpu, instances }) => String(cpu * instances)],
  ];
  return `${titleOf(plan)}
Required instances = (peak users * safety factor) / users per instance, rounded up; at least the minimum of ${plan.environment}.
Users per instance: ${from}.${assumed === undefined ? '' : `\nAssumed, as no flag names them: ${assumed}.`}

${textTable(columns, plan.services)}`;
}

const ROW = 30;
const HEAD = 64;
const LABELS = 100;
const PLOT = 400;
const WIDTH = 640;

/** The same as a picture: a bar for each service, of whole instances, with the minimum as a line. */
export function capacityPlanSvg(plan: CapacityPlan, from: string): string {
  const { services } = plan;
  const height = HEAD + ROW * services.length + 12;
  const most = Math.max(...services.map(({ instances }) => instances));
  const x = (instances: number) => Number((LABELS + (PLOT * instances) / most).toFixed(1));
  const picture = html`<svg xmlns="http://www.w3.org/2000/svg" class="desk-studio-chart" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="${titleOf(plan)}">
<style>${ready(COLORS_CSS.replaceAll(':root', '.desk-studio-chart'))}</style>
<rect width="${WIDTH}" height="${height}" fill="var(--paper)"/>
<text x="12" y="22" font-size="14" font-weight="600" fill="var(--ink)">${titleOf(plan)}</text>
<text x="12" y="42" font-size="12" fill="var(--muted)">Users per instance: ${from}. Upright line: minimum of ${plan.environment}.</text>
${services.map((service, index) => bar(service, HEAD + ROW * index, x))}
</svg>
`;
  return picture.html;
}

function bar(row: ServiceInstances, top: number, x: (instances: number) => number): Html {
  const { service, instances, minimum } = row;
  const middle = top + ROW / 2;
  const right = x(instances);
  return html`<text x="12" y="${middle + 4}" font-size="13" fill="var(--ink)">${service}</text><rect x="${LABELS}" y="${middle - 9}" width="${Number((right - LABELS).toFixed(1))}" height="18" fill="var(--p95)"/><path d="M${x(minimum)} ${middle - 12}V${middle + 12}" stroke="var(--limit)" stroke-width="2"/><text x="${right + 8}" y="${middle + 4}" font-size="12" fill="var(--muted)">${counted(instances, 'instance')}, ${usersWords(row)} users each</text>
`;
}

function usersWords({ usersPerInstance, isAtLeast }: ServiceInstances): string {
  return `${isAtLeast === true ? '≥ ' : ''}${formatCount(usersPerInstance)}`;
}

function titleOf({ peakUsers, safetyFactor, environment }: CapacityPlan): string {
  return `Instances in ${environment} for ${formatCount(peakUsers)} users at the same time, safety factor ${safetyFactor}`;
}
