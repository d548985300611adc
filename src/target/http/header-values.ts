/** The one value of a header that should have one; empty without it. */
export function firstValue(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Several headers of one name are one list: RFC 9110, section 5.3. */
export function joinedValues(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}
