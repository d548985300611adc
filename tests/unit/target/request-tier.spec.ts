import { expect, test } from '@playwright/test';
import { tierOfRequest } from '../../../src/target/request-tier.ts';

for (const [path, tier] of [
  ['/api/v1/auth/login', 'ip'],
  ['/api/v1/v1/auth/login', 'ip'],
  ['/desk/api/v1/auth/refresh?x=1', 'ip'],
  ['/api/v1/auth/me', 'user+dealership'],
  ['/api/v1/deals/42', 'user+dealership'],
  ['/api/v1/version', 'bypass'],
  ['/login', 'none'],
  ['/assets/app.js', 'none'],
] as const)
  test(`a page's request of ${path} counts for ${tier}`, () => {
    expect(tierOfRequest(`http://desk.test${path}`)).toBe(tier);
  });
