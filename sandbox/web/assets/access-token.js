// @ts-check

const ACCESS_KEY = 'autolytiq_access_token';
const REFRESH_KEY = 'autolytiq_refresh_token';
/** On load, the product drops a token that expires sooner than this. */
const SHORTEST_USEFUL_LIFE_SECONDS = 300;

/** @returns {string | null} The stored access token. */
export function storedToken() {
  return localStorage.getItem(ACCESS_KEY);
}

/**
 * The refresh token is stored because the product stores it; neither client uses it.
 * @param {string} access
 * @param {string} refresh
 */
export function storeTokens(access, refresh) {
  localStorage.setItem(ACCESS_KEY, access);
  localStorage.setItem(REFRESH_KEY, refresh);
}

/** Removes both tokens. */
export function clearTokens() {
  localStorage.removeItem(ACCESS_KEY);
  localStorage.removeItem(REFRESH_KEY);
}

/**
 * The user in an access token, which contains no names. Only the server checks the signature.
 * @param {string} token
 * @param {number} [nowSeconds]
 * @returns {import('../types.d.ts').User | null} null when it does not parse or is too close to its end.
 */
export function userOfToken(token, nowSeconds = Date.now() / 1000) {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const claims = JSON.parse(atob(payload));
    if (!(claims.exp - nowSeconds >= SHORTEST_USEFUL_LIFE_SECONDS)) return null;
    return {
      id: claims.user_id ?? claims.sub,
      email: claims.email ?? '',
      first_name: '',
      last_name: '',
      role: claims.role ?? '',
      dealership_id: claims.dealership_id ?? '',
    };
  } catch {
    return null;
  }
}
