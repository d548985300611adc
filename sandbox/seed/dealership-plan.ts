/** How many rows one dealership has. */
export interface DealershipPlan {
  readonly id: string;
  readonly name: string;
  readonly users: number;
  readonly customers: number;
  readonly vehicles: number;
  readonly deals: number;
  readonly activeVisits: number;
  readonly closedVisits: number;
}

/** The dealership of `loadtest@example.com`, the same as in the product's own seed data. */
export const firstDealershipId = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

const names = [
  'Maple Street Motors',
  'Riverside Auto Group',
  'Summit Ford Lincoln',
  'Lakeshore Honda',
  'Prairie Chevrolet',
  'Harbor Toyota',
  'Redwood Cars and Trucks',
  'Granite City Subaru',
  'Sunset Hyundai',
  'Blue Ridge Kia',
  'Capital Nissan',
  'Old Mill Auto Sales',
];

const totals = { customers: 2400, vehicles: 1200, deals: 3000 };
/** The first dealership is so small that a person can read through its lists. */
const ofFirst = { customers: 120, vehicles: 100, deals: 150 };

/** Share of `total` that the dealership at `place` (1 or more) gets, so that the shares add up exactly. */
function share(total: number, first: number, place: number): number {
  const others = names.length - 1;
  const rest = total - first;
  return Math.floor((rest * place) / others) - Math.floor((rest * (place - 1)) / others);
}

/** The twelve dealerships: 2,400 customers, 1,200 vehicles and 3,000 deals in all. */
export const dealershipPlans: readonly DealershipPlan[] = names.map((name, place) => ({
  id: place === 0 ? firstDealershipId : `b0eebc99-9c0b-4ef8-bb6d-${String(place).padStart(12, '0')}`,
  name,
  users: place === 0 ? 11 : 10,
  customers: place === 0 ? ofFirst.customers : share(totals.customers, ofFirst.customers, place),
  vehicles: place === 0 ? ofFirst.vehicles : share(totals.vehicles, ofFirst.vehicles, place),
  deals: place === 0 ? ofFirst.deals : share(totals.deals, ofFirst.deals, place),
  activeVisits: 6,
  closedVisits: 18,
}));
