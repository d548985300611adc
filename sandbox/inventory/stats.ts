import type { SandboxContext } from '../context.ts';
import { textRows } from '../wire/text-rows.ts';

/** Counts of one dealership's vehicles and their average price in dollars (0 when there are none). */
export interface InventoryStats {
  readonly total_count: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly by_condition: Readonly<Record<string, number>>;
  readonly average_price: number;
}

interface GroupRow {
  readonly status: string;
  readonly condition: string;
  readonly vehicles: string;
  readonly worth: string;
}

/** Totals of a dealership, from one grouped read so that all four figures are consistent. */
export async function inventoryStats(context: SandboxContext, dealershipId: string): Promise<InventoryStats> {
  const groups = await textRows<GroupRow>(context, {
    name: 'vehicles.stats',
    text: `SELECT status, condition, count(*) AS vehicles, sum(price) AS worth
      FROM vehicles WHERE dealership_id = $1 GROUP BY status, condition ORDER BY status, condition`,
    values: [dealershipId],
  });
  const byStatus: Record<string, number> = {};
  const byCondition: Record<string, number> = {};
  let total = 0;
  let worth = 0;
  for (const group of groups) {
    const vehicles = Number(group.vehicles);
    byStatus[group.status] = (byStatus[group.status] ?? 0) + vehicles;
    byCondition[group.condition] = (byCondition[group.condition] ?? 0) + vehicles;
    total += vehicles;
    worth += Number(group.worth);
  }
  return {
    total_count: total,
    by_status: byStatus,
    by_condition: byCondition,
    average_price: total === 0 ? 0 : worth / total,
  };
}
