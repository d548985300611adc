import { newVin } from './vin.ts';

/** The body of a deal with every amount given. */
export function newDealBody(dealershipId: string): Record<string, unknown> {
  return {
    dealership_id: dealershipId,
    customer_id: '7d3f6f0e-6f3e-4f0b-9d5e-0c7b4f6a1e11',
    vehicle_price: 32999,
    trade_in_value: 5000,
    trade_in_payoff: 1000,
    down_payment: 2000,
    tax_amount: 1500.25,
    status: 'draft',
  };
}

/** The body of a customer with all four sensitive fields. */
export function newCustomerBody(dealershipId: string): Record<string, unknown> {
  return {
    dealership_id: dealershipId,
    first_name: 'Load',
    last_name: 'Test-0001',
    email: 'c-0001@example.com',
    phone: '(555) 123-4567',
    address: '1 Test Street',
    city: 'Austin',
    state: 'TX',
    zip_code: '78701',
    ssn_last4: '1234',
    drivers_license_number: 'TX1234567',
    credit_score: 700,
    monthly_income: 5000.5,
  };
}

/** The body of a vehicle with a VIN of its own. */
export function newVehicleBody(dealershipId: string): Record<string, unknown> {
  return {
    dealership_id: dealershipId,
    vin: newVin(),
    make: 'Honda',
    model: 'Accord',
    year: 2024,
    condition: 'new',
    status: 'available',
    price: 32999,
    mileage: 10,
    color: 'Black',
    stock_number: 'STK001',
  };
}
