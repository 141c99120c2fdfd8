/** ICRC-21 consent messages and ICRC-28 trusted origins; names are the standards'. */
import { IDL } from '@dfinity/candid';
import {
  blob,
  type Infer,
  nat,
  nat8,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  type Shape,
  text,
  tuple,
  update,
  variant,
  vec,
} from './candid.ts';

const int16 = IDL.Int16 as unknown as Shape<number>;

export const ConsentMetadata = record({ language: text, utc_offset_minutes: opt(int16) });
export const ConsentRequest = record({
  method: text,
  arg: blob,
  user_preferences: record({
    metadata: ConsentMetadata,
    device_spec: opt(variant({ GenericDisplay: nothing, FieldsDisplay: nothing })),
  }),
});
export type ConsentRequest = Infer<typeof ConsentRequest>;
const amount = { amount: nat64 };
const FieldValue = variant({
  TokenAmount: record({ decimals: nat8, ...amount, symbol: text }),
  TimestampSeconds: record(amount),
  DurationSeconds: record(amount),
  Text: record({ content: text }),
});
const ConsentInfo = record({
  consent_message: variant({
    GenericDisplayMessage: text,
    FieldsDisplayMessage: record({ intent: text, fields: vec(tuple(text, FieldValue)) }),
  }),
  metadata: ConsentMetadata,
});
const described = record({ description: text });
const ConsentError = variant({
  UnsupportedCanisterCall: described,
  ConsentMessageUnavailable: described,
  InsufficientPayment: described,
  GenericError: record({ error_code: nat, description: text }),
});
export const ConsentReply = variant({ Ok: ConsentInfo, Err: ConsentError });
export type ConsentReply = Infer<typeof ConsentReply>;

export const SupportedStandard = record({ name: text, url: text });
export const TrustedOrigins = record({ trusted_origins: vec(text) });
export const ORIGINS_MAX = 20;
export const ORIGIN_MAX_CHARS = 200;

export const icrcApi = {
  icrc10_supported_standards: query([], vec(SupportedStandard)),
  /** Anybody may ask, signed in or not; it stores nothing. */
  icrc21_canister_call_consent_message: update([ConsentRequest], ConsentReply),
};

/**
 * In canisters that hold no assets only: ICRC-28 forbids it to those that do (nft, wallet).
 * The list is fetched by an update call, so that it is certified.
 */
export const trustedOriginsApi = {
  icrc28_trusted_origins: update([], TrustedOrigins),
  /** `https://…` origins, or `http://…localhost…` ones; at most 20. Admins only. */
  set_trusted_origins: update(
    [vec(text)],
    result(nothing, variant({ Forbidden: nothing, Invalid: record({ problem: text }) })),
  ),
};
