/**
 * Payments whose answer has not arrived. Each is written down before it is asked for and goes when an
 * answer says what became of it: after a lost answer, a closed tab or an empty battery the same words
 * are asked again, and everybody who gets them knows them as one payment.
 */
export type Intent = {
  /** 16 bytes as hex: the id of the request, and the memo of a transfer of QIK. */
  id: string;
  asset: string;
  /** An ICRC-1 account or an address, as text. */
  to: string;
  /** What the person called the recipient. */
  name: string;
  amount: string;
  fee: string;
  speed: 'slow' | 'normal' | 'fast';
  madeAtMs: number;
};
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEPT_MAX = 20;
const keyOf = (owner: string): string => `qikcard.payments.${owner}`;

export function newIntent(rest: Omit<Intent, 'id' | 'madeAtMs'>): Intent {
  const id = crypto.getRandomValues(new Uint8Array(16));
  return { ...rest, id: hex(id), madeAtMs: Date.now() };
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const requestId = ({ id }: Intent): Uint8Array =>
  Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** What somebody asked for on this device, the latest first; what cannot be read is left out. */
export function keptIntents(owner: string, store: Store = localStorage): Intent[] {
  try {
    const found: unknown = JSON.parse(store.getItem(keyOf(owner)) ?? '[]');
    return Array.isArray(found) ? found.filter(isIntent) : [];
  } catch {
    return [];
  }
}

function isIntent(value: unknown): value is Intent {
  const row = value as Partial<Intent> | null;
  return (
    typeof row === 'object' &&
    /^[0-9a-f]{32}$/.test(row?.id ?? '') &&
    /^\d+$/.test(row?.amount ?? '') &&
    /^\d+$/.test(row?.fee ?? '') &&
    typeof row?.to === 'string' &&
    typeof row.asset === 'string' &&
    typeof row.madeAtMs === 'number'
  );
}

/** Throws when the device keeps nothing: a payment that cannot be written down is not made. */
export function keepIntent(owner: string, intent: Intent, store: Store = localStorage): void {
  const others = keptIntents(owner, store).filter(({ id }) => id !== intent.id);
  store.setItem(keyOf(owner), JSON.stringify([intent, ...others].slice(0, KEPT_MAX)));
}

export function forgetIntent(owner: string, id: string, store: Store = localStorage): void {
  const rest = keptIntents(owner, store).filter((each) => each.id !== id);
  if (rest.length === 0) store.removeItem(keyOf(owner));
  else store.setItem(keyOf(owner), JSON.stringify(rest));
}
