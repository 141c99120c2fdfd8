/** NFC cards of an event: their keys, whose they are, blocked and replaced ones. */
import {
  blob,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  update,
  variant,
  vec,
} from './candid.ts';
import { EventRefusal } from './event-refusal.ts';

export const Card = record({
  event_id: nat64,
  registration_id: nat64,
  uid: blob,
  /** `Sun` cards count their taps; `Plain` ones can be copied by anybody. */
  kind: variant({ Sun: nothing, Plain: nothing }),
  status: variant({ Active: nothing, Blocked: nothing, Replaced: nothing }),
  /** The highest count of taps that was admitted. */
  counter: nat32,
  bound_at_ns: nat64,
  used_at_ns: opt(nat64),
});
export type Card = Infer<typeof Card>;

/** What an NTAG 424 DNA card is personalised with (AN12196: SDMMetaReadKey, SDMFileReadKey). */
export const CardKeys = record({ meta_read_key: blob, file_read_key: blob });
export type CardKeys = Infer<typeof CardKeys>;
export const CardKeysRequest = record({ event_id: nat64, uid: blob });
export const BindCardRequest = record({
  registration_id: nat64,
  /** A tap of the card: form 4 or 5 (card.ts). */
  payload: blob,
  /** The card that is worth nothing from now on. */
  replaces: opt(blob),
});

export const cardsApi = {
  /** By the organizer: the keys to write to the card of this UID (7 bytes). */
  card_keys: update([CardKeysRequest], result(CardKeys, EventRefusal)),
  /** By organizer and staff. A card belongs to one registration of an event. */
  bind_card: update([BindCardRequest], result(Card, EventRefusal)),
  /** By organizer and staff: a lost card. It can be bound again. */
  block_card: update([CardKeysRequest], result(Card, EventRefusal)),
  /** By the holder, organizer and staff. */
  list_cards: query([nat64], result(vec(Card), EventRefusal)),
};
