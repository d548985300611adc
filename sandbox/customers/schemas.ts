/** Codes that the validator accepts: the states, DC and the territories with a postal code. */
const stateCodes =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP'.split(
    ' ',
  );

const customerFields = {
  first_name: { type: 'string', maxLength: 100 },
  last_name: { type: 'string', maxLength: 100 },
  email: { type: 'string', maxLength: 255, pattern: '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$' },
  phone: { type: 'string', pattern: '^(\\+1)?[-.\\s]?\\(?\\d{3}\\)?[-.\\s]?\\d{3}[-.\\s]?\\d{4}$' },
  address: { type: 'string' },
  city: { type: 'string', maxLength: 100 },
  state: { type: 'string', enum: stateCodes },
  zip_code: { type: 'string', pattern: '^\\d{5}(-\\d{4})?$' },
  ssn_last4: { type: 'string', pattern: '^\\d{4}$' },
  drivers_license_number: { type: 'string', pattern: '^[A-Za-z0-9-]{4,20}$' },
  credit_score: { type: 'integer', minimum: 300, maximum: 850 },
  monthly_income: { type: 'number', minimum: 0 },
} as const;

/** Body of a create, after texts are normalised and blank fields removed. */
export const createCustomerSchema = {
  type: 'object',
  required: ['dealership_id', 'first_name', 'last_name'],
  properties: {
    dealership_id: { type: 'string', format: 'uuid' },
    ...customerFields,
    // The column holds 255. A longer text up to this limit passes here and fails in the database, as in the product.
    address: { type: 'string', maxLength: 500 },
  },
} as const;

/** Body of an update. Like the product, it does not check the address. */
export const updateCustomerSchema = { type: 'object', properties: customerFields } as const;

/** Fields of a customer that a caller can set. */
export interface CustomerFields {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip_code?: string;
  readonly ssn_last4?: string;
  readonly drivers_license_number?: string;
  readonly credit_score?: number;
  readonly monthly_income?: number;
}

/** What a create needs in addition. */
export interface NewCustomer extends CustomerFields {
  readonly dealership_id: string;
  readonly first_name: string;
  readonly last_name: string;
}
