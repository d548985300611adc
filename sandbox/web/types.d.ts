/** The contract's bodies that the web client reads, and types that its modules share. Types only: never served. */

export interface User {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly dealership_id: string;
}

export interface AuthResponse {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly user: User;
}

export type DealStatus = 'draft' | 'pending' | 'approved' | 'funded' | 'delivered' | 'cancelled';

export interface Deal {
  readonly id: string;
  readonly customer_id: string;
  readonly vehicle_price: number;
  readonly trade_in_value: number;
  readonly trade_in_payoff: number;
  readonly down_payment: number;
  readonly tax_amount: number;
  readonly status: DealStatus;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Customer {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
  readonly state: string;
  readonly created_at: string;
}

export interface Vehicle {
  readonly id: string;
  readonly vin: string;
  readonly stock_number: string;
  readonly make: string;
  readonly model: string;
  readonly year: number;
  readonly trim: string;
  readonly condition: 'new' | 'used' | 'cpo';
  readonly status: 'available' | 'pending' | 'sold' | 'reserved' | 'transit';
  readonly price: number;
  readonly mileage: number;
  readonly color: string;
}

export interface InventoryStats {
  readonly total_count: number;
  readonly by_status: Readonly<Record<string, number>>;
  readonly by_condition: Readonly<Record<string, number>>;
  readonly average_price: number;
}

export interface Person {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
}

export interface Visit {
  readonly id: string;
  readonly customer_id: string;
  readonly check_in_time: string;
  readonly status: string;
  readonly source?: string;
  readonly customer?: Person;
  readonly salesperson?: Person;
  readonly vehicle?: { readonly year: number; readonly make: string; readonly model: string };
}

export interface Participant {
  readonly user_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly presence: 'ONLINE' | 'AWAY' | 'OFFLINE';
}

export interface Message {
  readonly id: string;
  readonly conversation_id: string;
  readonly sender_id: string;
  readonly sender?: Participant;
  readonly content: string;
  readonly is_deleted: boolean;
  readonly created_at: string;
}

export interface Conversation {
  readonly id: string;
  readonly type: 'DIRECT' | 'GROUP' | 'BROADCAST';
  readonly name?: string;
  readonly participants: readonly Participant[] | null;
  readonly last_message?: Message;
  readonly unread_count: number;
  readonly is_pinned: boolean;
  readonly updated_at: string;
}

export interface TaxResult {
  readonly total_tax: number;
  readonly taxable_amount: number;
  readonly effective_rate: number;
}

export type DealType = 'CASH' | 'FINANCE' | 'LEASE';

/** The worksheet's fields as typed: texts, parsed only when the deal is calculated. */
export interface WorksheetValues {
  readonly dealType: DealType;
  readonly stateCode: string;
  readonly msrp: string;
  readonly invoice: string;
  readonly salePrice: string;
  readonly cashDown: string;
  readonly rebates: string;
  readonly apr: string;
  readonly buyRate: string;
  readonly term: string;
  readonly annualMiles: string;
  readonly residualPercent: string;
  readonly moneyFactor: string;
  readonly acquisitionFee: string;
  readonly capitalizeFees: boolean;
  readonly capitalizeAcquisition: boolean;
  readonly taxInPayment: boolean;
  readonly firstPaymentAtSigning: boolean;
  readonly tradeAllowance: string;
  readonly tradePayoff: string;
  readonly tradeACV: string;
  readonly tradeVehicle: string;
  readonly status: DealStatus;
  readonly salespersonId: string;
  readonly notes: string;
}

/** One line of the Deal Summary: money in dollars, rates in percent. */
export interface SummaryRow {
  readonly label: string;
  readonly value: number;
  readonly unit: 'money' | 'percent';
  readonly strong?: boolean;
}

export interface DealSummary {
  readonly totalTax: number;
  readonly rows: readonly SummaryRow[];
  readonly headline: { readonly label: string; readonly value: number };
}

/** What the client knows about a deal in addition to the API's answer, until the page is closed. */
export interface DealLabel {
  readonly customer: string;
  readonly vehicle: string;
  readonly salesperson: string;
  readonly type: DealType;
}
