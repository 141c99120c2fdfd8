/** How consent texts say values: in full, since whoever signs sees nothing else. */
import type { Principal } from '@dfinity/principal';
import type { Consent } from './consent.ts';

/** The name of a variant's case. */
export const caseOf = (value: object): string => Object.keys(value)[0];

/** A time, to the minute. */
export const utc = (atNs: bigint): string =>
  `${new Date(Number(atNs / 1_000_000n)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The text of a method whose one argument is an id. */
export const numbered =
  (intent: string, label: string) =>
  (id: bigint): Consent => ({ intent, fields: [[label, `${id}`]] });

type Account = { owner: Principal; subaccount: [] | [Uint8Array] };
/** An ICRC-1 account; a subaccount of zeros is the account without one. */
export const accountText = ({ owner, subaccount }: Account): string =>
  `${owner.toText()}${subaccountText(subaccount)}`;

/** What follows an owner where a subaccount is named. */
export function subaccountText([bytes]: [] | [Uint8Array]): string {
  if (bytes === undefined || bytes.every((byte) => byte === 0)) return '';
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `, subaccount ${hex}`;
}

/** An amount of QIK with all its decimals: nothing is rounded away. */
export function qik(e8s: bigint): string {
  const digits = e8s.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)} QIK`;
}
