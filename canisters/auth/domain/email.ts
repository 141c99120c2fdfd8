import {
  EMAIL_CIPHERTEXT_BYTES_MAX,
  EMAIL_HASH_BYTES,
  EMAIL_SALT_BYTES_MAX,
  EMAIL_SALT_BYTES_MIN,
  type Email,
} from '@qikcard/contracts';

/** What is wrong with the form of an e-mail record; undefined when nothing is. */
export function problemOfEmail(email: Email): string | undefined {
  if ('Encrypted' in email) {
    const { length } = email.Encrypted;
    const fits = length > 0 && length <= EMAIL_CIPHERTEXT_BYTES_MAX;
    return fits ? undefined : `1 to ${EMAIL_CIPHERTEXT_BYTES_MAX} encrypted bytes`;
  }
  const { salt, hash } = email.Hashed;
  if (hash.length !== EMAIL_HASH_BYTES) return `a hash of ${EMAIL_HASH_BYTES} bytes`;
  const salted = salt.length >= EMAIL_SALT_BYTES_MIN && salt.length <= EMAIL_SALT_BYTES_MAX;
  return salted ? undefined : `a salt of ${EMAIL_SALT_BYTES_MIN} to ${EMAIL_SALT_BYTES_MAX} bytes`;
}
