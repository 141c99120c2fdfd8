/** Ed25519 (RFC 8032) by the platform: browsers and Node bring it. */

/** Whether `key` signed `message`; undefined where this platform cannot tell. */
export async function isSigned(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  try {
    const raw = Uint8Array.from(key);
    const imported = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    const [by, of] = [Uint8Array.from(signature), Uint8Array.from(message)];
    return await crypto.subtle.verify('Ed25519', imported, by, of);
  } catch {
    return undefined;
  }
}
