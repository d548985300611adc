const email = {
  type: 'string',
  pattern: '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$',
  maxLength: 255,
} as const;

const filledText = { type: 'string', minLength: 1 } as const;

/** At least 8 characters with an upper-case letter, a lower-case letter and a digit; symbols are optional. */
const strongPassword = {
  type: 'string',
  allOf: [{ minLength: 8 }, { pattern: '[A-Z]' }, { pattern: '[a-z]' }, { pattern: '\\d' }],
} as const;

/** Body of a registration. Before the check, the e-mail is trimmed and lower-cased and empty fields are removed. */
export const registerSchema = {
  type: 'object',
  required: ['email', 'password'],
  properties: {
    email,
    password: strongPassword,
    first_name: { type: 'string', maxLength: 100 },
    last_name: { type: 'string', maxLength: 100 },
    dealership_id: { type: 'string', format: 'uuid' },
  },
} as const;

/** Body of a login. */
export const loginSchema = {
  type: 'object',
  required: ['email', 'password'],
  properties: { email, password: filledText },
} as const;

/** Body of a refresh. */
export const refreshSchema = {
  type: 'object',
  required: ['refresh_token'],
  properties: { refresh_token: filledText },
} as const;

/** Body of a request for a reset token. */
export const forgotPasswordSchema = {
  type: 'object',
  required: ['email'],
  properties: { email },
} as const;

/** Body of a password reset. */
export const resetPasswordSchema = {
  type: 'object',
  required: ['token', 'new_password'],
  properties: { token: filledText, new_password: strongPassword },
} as const;

/** Body of a confirmation of an e-mail address. */
export const verifyEmailSchema = {
  type: 'object',
  required: ['token'],
  properties: { token: filledText },
} as const;

/** Body of a change of password. */
export const changePasswordSchema = {
  type: 'object',
  required: ['current_password', 'new_password'],
  properties: { current_password: filledText, new_password: strongPassword },
} as const;
