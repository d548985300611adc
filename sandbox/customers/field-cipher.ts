import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

const prefix = 'enc:v1:v1:';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM for single fields. Stored text: `enc:v1:v1:` (format version, key version) and the base64 of
 * 12-byte nonce, ciphertext and 16-byte tag. The nonce is random, so equal values differ when encrypted, and no search
 * can find them.
 */
export class FieldCipher {
  readonly #key: KeyObject;

  /** `key` holds 32 bytes. */
  constructor(key: Buffer) {
    if (key.length !== 32)
      throw new Error(`The key of the customers' fields has ${key.length} bytes, expected 32`);
    this.#key = createSecretKey(key);
  }

  /** Encrypts `clear`. An empty string stays empty, because "not given" is not a secret. */
  encrypt(clear: string): string {
    if (clear === '') return '';
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return prefix + sealed.toString('base64');
  }

  /**
   * Decrypts a stored text. Text without the prefix was stored while encryption was off, so it is returned unchanged.
   * Throws when the text was altered or encrypted with another key.
   */
  decrypt(stored: string): string {
    if (!stored.startsWith('enc:')) return stored;
    if (!stored.startsWith(prefix)) {
      throw new Error(`A customer's field starts with "${stored.slice(0, 10)}", expected "${prefix}"`);
    }
    const sealed = Buffer.from(stored.slice(prefix.length), 'base64');
    if (sealed.length < nonceBytes + tagBytes) {
      throw new Error(
        `A customer's encrypted field has ${sealed.length} bytes, expected at least ${nonceBytes + tagBytes}`,
      );
    }
    const tagAt = sealed.length - tagBytes;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(sealed.subarray(tagAt));
    const clear = decipher.update(sealed.subarray(nonceBytes, tagAt));
    try {
      decipher.final();
      return clear.toString('utf8');
    } catch {
      throw new Error(
        "A customer's encrypted field does not match its tag: it was altered, or it was encrypted with another PII_ENCRYPTION_KEY",
      );
    }
  }
}
