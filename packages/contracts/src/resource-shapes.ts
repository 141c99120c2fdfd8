/** Things to lend: what they are, whose they are, on what terms they are lent. */
import {
  blob,
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  variant,
  vec,
} from './candid.ts';

/** A person, or an event: then whoever runs the event decides, and its staff hand out. */
export const ResourceOwner = variant({ Person: principal, Event: nat64 });
export type ResourceOwner = Infer<typeof ResourceOwner>;

export const Condition = variant({ New: nothing, Good: nothing, Worn: nothing, Damaged: nothing });
export type Condition = Infer<typeof Condition>;

/** Who finds a thing in lists. Whoever has its label can always look it up. */
export const ResourceVisibility = variant({
  Public: nothing,
  /** Who is registered for the event it belongs to. */
  Attendees: nothing,
  /** Nobody but those who lend it out. */
  Unlisted: nothing,
});
export type ResourceVisibility = Infer<typeof ResourceVisibility>;

export const Borrowers = variant({
  Anyone: nothing,
  /** Who is registered for the event it belongs to. */
  Attendees: nothing,
  /** Who is inside the event it belongs to now. */
  Inside: nothing,
});
export type Borrowers = Infer<typeof Borrowers>;

export const LoanTerms = record({
  max_loan_seconds: nat32,
  /** How often a borrower may extend; each time by at most `max_loan_seconds`. */
  max_extensions: nat32,
  borrowers: Borrowers,
  /** Borrowers may take it by scanning; otherwise only who lends it out hands it over. */
  self_service: bool,
  /** Borrowers may bring it back by scanning its label; otherwise somebody has to receive it. */
  self_return: bool,
  /** Who lends it out has to agree to every loan that a borrower starts. */
  approval: bool,
  reservable: bool,
  /** Most units one person may have or reserve at once. */
  per_person_max: nat32,
  /** QIK that a borrower puts aside for every unit before it is handed over. */
  deposit_e8s: opt(nat64),
  /** What borrowers agree to, in the owner's words. */
  text: text,
});
export type LoanTerms = Infer<typeof LoanTerms>;

/** A part of a kit: so many of a thing of the same owner. */
export const KitPart = record({ resource_id: nat64, count: nat32 });
export type KitPart = Infer<typeof KitPart>;

export const ResourceDraft = record({
  owner: ResourceOwner,
  name: text,
  category: text,
  description: text,
  /** How many there are; of a kit, its parts decide. */
  quantity: nat32,
  condition: Condition,
  visibility: ResourceVisibility,
  terms: LoanTerms,
  /** Empty: a thing; otherwise a kit made of things, which are lent together. */
  parts: vec(KitPart),
});
export type ResourceDraft = Infer<typeof ResourceDraft>;

export const ResourceImageInfo = record({ content_type: text, bytes: nat32, version: nat32 });
export const ResourceImageUpload = record({ resource_id: nat64, image: blob });
export const ResourceImageRef = record({ resource_id: nat64, version: nat32 });
export const ResourceImage = record({ content_type: text, image: blob });

export const ResourceView = record({
  id: nat64,
  owner: ResourceOwner,
  name: text,
  category: text,
  description: text,
  quantity: nat32,
  /** How many can be borrowed right now; of a kit, as many as its parts make. */
  available: nat32,
  condition: Condition,
  visibility: ResourceVisibility,
  terms: LoanTerms,
  parts: vec(KitPart),
  images: vec(ResourceImageInfo),
  retired: bool,
  created_at_ns: nat64,
  /** Rises with every change of name, terms, parts or condition: what a borrower has seen. */
  version: nat32,
  /** Printed on the thing; only for those who lend it out. */
  label: opt(text),
  /** Whether the caller lends it out. */
  manages: bool,
  /** Who may keep of a deposit, where the terms ask for one. */
  deposit_to: opt(principal),
});
export type ResourceView = Infer<typeof ResourceView>;
export const ResourcePage = record({ resources: vec(ResourceView), next: opt(nat64) });

/** All conditions must hold; without any: everything that the caller may find. */
export const ResourceQuery = record({
  owner: opt(ResourceOwner),
  /** Words that names and categories start with, in any order. */
  text: text,
  /** Also what is no longer lent, for those who lend it out. */
  retired: bool,
});
export type ResourceQuery = Infer<typeof ResourceQuery>;

/** What may go wrong with things, loans and reservations; each with what to do next. */
export const ResourceRefusal = variant({
  SignInRequired: nothing,
  Forbidden: nothing,
  HolderSuspended: nothing,
  UnknownEvent: nothing,
  UnknownResource: nothing,
  UnknownLoan: nothing,
  UnknownReservation: nothing,
  UnknownLabel: nothing,
  UnknownStockAudit: nothing,
  /** The code cannot be used; `reason` is the name of the scan refusal. */
  CodeRefused: record({ reason: text }),
  Retired: nothing,
  /** Fewer are free than asked for; when it is known, from when on there are enough. */
  AllLent: record({ free: nat32, again_at_ns: opt(nat64) }),
  ReservedForAnother: record({ from_ns: nat64, until_ns: nat64 }),
  /** The reservation or loan is another person's. */
  WrongPerson: nothing,
  NotRegisteredForEvent: record({ event_id: nat64 }),
  NotInsideEvent: record({ event_id: nat64 }),
  /** Only who lends it out may hand it over or take it back. */
  AskOwner: nothing,
  TermsNotAccepted: nothing,
  /** The thing or its terms changed after they were shown: look again. */
  Changed: record({ version: nat32 }),
  TooLong: record({ latest_due_ns: nat64 }),
  NoMoreExtensions: record({ limit: nat32 }),
  LoanOverdue: record({ due_at_ns: nat64 }),
  LoanClosed: record({ at_ns: nat64 }),
  NotLent: nothing,
  /** Several loans fit: say which. */
  SeveralLoans: record({ loan_ids: vec(nat64) }),
  NotReservable: nothing,
  ReservationOver: nothing,
  StockAuditClosed: nothing,
  LimitReached: record({ what: text, limit: nat32 }),
  KeysNotReady: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
});
export type ResourceRefusal = Infer<typeof ResourceRefusal>;
