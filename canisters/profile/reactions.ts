/** What other canisters say happened to people. */
import type { Principal } from '@dfinity/principal';
import { on, type Reaction } from '@qikcard/canister-kit';
import {
  type CanisterName,
  type FactKind,
  facts,
  type MoveTakenBack,
  type PassageFact,
} from '@qikcard/contracts';
import { depositNotice } from './domain/deposit-news.ts';
import { notify } from './notify.ts';
import type { AttendanceRow } from './rows.ts';
import {
  achievements,
  attendance,
  attendanceOf,
  attendees,
  deeds,
  erasures,
  memberCount,
  members,
  scans,
} from './store.ts';

/** About a holder: nothing that happened before they erased themselves comes back. */
function about<T extends { holder: Principal }>(
  fact: FactKind<T>,
  sender: CanisterName,
  react: (value: T, atNs: bigint) => void,
): Reaction {
  return on(fact, [sender], (value, { atNs }) => {
    const erased = erasures.get(value.holder);
    if (erased === undefined || atNs > erased.atNs) react(value, atNs);
  });
}

const unseen = (eventId: bigint): AttendanceRow => ({
  eventId,
  registeredAtNs: undefined,
  firstEnteredAtNs: undefined,
  lastPassageAtNs: undefined,
  entries: 0,
  inside: false,
});

/** Changes the one row of a holder at an event, which the first fact makes. */
function attend(holder: Principal, eventId: bigint, change: (row: AttendanceRow) => AttendanceRow) {
  const entry = attendanceOf.get([holder, eventId]);
  const row = entry === undefined ? undefined : attendance.get(holder, entry);
  if (entry !== undefined && row !== undefined) {
    attendance.put(holder, entry, change(row));
    return;
  }
  attendanceOf.put([holder, eventId], attendance.append(holder, change(unseen(eventId))));
  attendees.insert([eventId, holder]);
}

function passed(fact: PassageFact, atNs: bigint, entering: boolean) {
  const { holder, eventId, registrationId, gate, first } = fact;
  attend(holder, eventId, (row) => ({
    ...row,
    firstEnteredAtNs: row.firstEnteredAtNs ?? (entering ? atNs : undefined),
    lastPassageAtNs: atNs,
    entries: row.entries + (entering ? 1 : 0),
    inside: entering,
  }));
  scans.append(holder, { atNs, eventId, gate, entering, registrationId, refused: undefined });
  if (!entering) return;
  if (first) deeds.append(holder, { kind: 'Attended', atNs, subject: eventId });
  notify(holder, { kind: 'CheckedIn', atNs, eventId, detail: gate });
}

/** Undo is possible for ten minutes: what is taken back is among the newest. */
const DEEDS_LOOKED_AT = 50;

function takenBack({ holder, eventId, entering, first, inside }: MoveTakenBack): void {
  attend(holder, eventId, (row) => ({
    ...row,
    firstEnteredAtNs: first ? undefined : row.firstEnteredAtNs,
    entries: Math.max(0, row.entries - (entering ? 1 : 0)),
    inside,
  }));
  if (!first) return;
  const attended = deeds
    .newest(holder, undefined, DEEDS_LOOKED_AT)
    .find(({ kind, subject }) => kind === 'Attended' && subject === eventId);
  if (attended) deeds.remove(holder, attended.entry);
}

const LOOKED_AT_ONCE = 20;

/** A badge is gone: usually one of the latest. */
function forgetAchievement(holder: Principal, tokenId: bigint): void {
  let below: bigint | undefined;
  for (;;) {
    const page = achievements.newest(holder, below, LOOKED_AT_ONCE);
    const found = page.find((each) => each.tokenId === tokenId);
    if (found) achievements.remove(holder, found.entry);
    if (found || page.length < LOOKED_AT_ONCE) return;
    below = page.at(-1)?.entry;
  }
}

const seasonPassKinds = {
  Given: { kind: 'PlaceReceived' },
  Withdrawn: { kind: 'PlaceRevoked' },
} as const;

export const reactions = [
  on(facts.userRegistered, ['auth'], ({ principal }, { atNs }) => {
    if (members.has(principal)) return;
    members.put(principal, { sinceNs: atNs });
    memberCount.add();
  }),
  about(facts.attendeeRegistered, 'event', ({ holder, eventId }, atNs) =>
    attend(holder, eventId, (row) => ({ ...row, registeredAtNs: atNs })),
  ),
  about(facts.checkedIn, 'event', (fact, atNs) => passed(fact, atNs, true)),
  about(facts.checkedOut, 'event', (fact, atNs) => passed(fact, atNs, false)),
  about(facts.moveTakenBack, 'event', takenBack),
  about(facts.holderRefused, 'event', ({ holder, reason: refused, ...scan }, atNs) => {
    scans.append(holder, { ...scan, atNs, refused });
  }),
  about(facts.noShow, 'event', ({ holder, eventId }, atNs) =>
    deeds.append(holder, { kind: 'NoShow', atNs, subject: eventId }),
  ),
  about(facts.resourceReturned, 'event', ({ holder, resourceId, onTime }, atNs) => {
    const kind = onTime ? 'ReturnedOnTime' : 'ReturnedLate';
    deeds.append(holder, { kind, atNs, subject: resourceId });
  }),
  about(facts.eventNews, 'event', ({ holder, ...news }, atNs) => notify(holder, { ...news, atNs })),
  about(facts.eventRenamed, 'event', ({ holder, eventId }, atNs) =>
    notify(holder, { kind: 'EventChanged', atNs, eventId, detail: 'name' }),
  ),
  // A pass is a place at several events: whoever wants no news of places wants none of passes.
  about(facts.seasonPassNews, 'event', ({ holder, what }, atNs) =>
    notify(holder, { ...seasonPassKinds[what], atNs, detail: 'pass' }),
  ),
  about(facts.resourceOverdue, 'event', ({ holder, resourceId }, atNs) =>
    deeds.append(holder, { kind: 'Overdue', atNs, subject: resourceId }),
  ),
  about(facts.resourceDamaged, 'event', ({ holder, resourceId }, atNs) =>
    deeds.append(holder, { kind: 'ReturnedDamaged', atNs, subject: resourceId }),
  ),
  about(facts.lendingNews, 'event', ({ holder, ...news }, atNs) =>
    notify(holder, { ...news, atNs }),
  ),
  about(facts.depositNews, 'event', (news, atNs) =>
    notify(news.holder, { ...depositNotice(news), resourceId: news.resourceId, atNs }),
  ),
  about(facts.achievementAwarded, 'nft', ({ holder, tokenId, eventId, name }, atNs) => {
    achievements.append(holder, { atNs, tokenId, eventId, name });
    notify(holder, { kind: 'AchievementReceived', atNs, eventId, detail: name });
  }),
  about(facts.badgeBurned, 'nft', ({ holder, tokenId }) => forgetAchievement(holder, tokenId)),
];
