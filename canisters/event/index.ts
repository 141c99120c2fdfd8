/** The event canister: events, registrations, one-time tokens, the door, readers, feeds, lending. */
import '@qikcard/canister-kit';
import { Archive } from './archive/archive.ts';
import { Board } from './board.ts';
import { Cards } from './cards.ts';
import { Conflicts } from './conflicts.ts';
import { Devices } from './devices.ts';
import { Disputes } from './disputes.ts';
import { Door } from './door.ts';
import { DoorPhotos } from './door-photos.ts';
import { DoorPlans } from './door-plans.ts';
import { Events } from './events.ts';
import { Feed } from './feed.ts';
import { Fleet } from './fleet.ts';
import { MassCheckOuts } from './mass-check-out.ts';
import { Moves } from './moves.ts';
import { Passes } from './passes.ts';
import { Changes } from './people/changes.ts';
import { Guests } from './people/guests.ts';
import { HandOvers } from './people/hand-overs.ts';
import { Images } from './people/images.ts';
import { Joining } from './people/joining.ts';
import { Life } from './people/life.ts';
import { MembershipEvents } from './people/membership-events.ts';
import { Memberships } from './people/memberships.ts';
import { Notes } from './people/notes.ts';
import { Sheets } from './people/sheet.ts';
import { Team } from './people/team.ts';
import { Tickets } from './people/tickets.ts';
import { Platform } from './platform.ts';
import { Registrations } from './registrations.ts';
import { Calendar } from './resources/calendar.ts';
import { Codes } from './resources/codes.ts';
import { Damage } from './resources/damage.ts';
import { DamageImages } from './resources/damage-images.ts';
import { DepositDesk } from './resources/deposit-desk.ts';
import { ThingImages } from './resources/images.ts';
import { LendingDesk } from './resources/lending.ts';
import { Loans } from './resources/loans.ts';
import { Search } from './resources/search.ts';
import { StockAudits } from './resources/stock-audit.ts';
import { Things } from './resources/things.ts';
import { Rosters } from './rosters.ts';
import { Tokens } from './tokens.ts';
import { WalkIns } from './walk-ins.ts';
import './sweep.ts';

export default [
  Events,
  Life,
  Sheets,
  Images,
  Tickets,
  Joining,
  Guests,
  Changes,
  Notes,
  HandOvers,
  Team,
  Memberships,
  MembershipEvents,
  Archive,
  Registrations,
  Tokens,
  Passes,
  Cards,
  Rosters,
  DoorPhotos,
  Door,
  DoorPlans,
  Moves,
  WalkIns,
  MassCheckOuts,
  Conflicts,
  Disputes,
  Board,
  Devices,
  Fleet,
  Feed,
  Things,
  Search,
  Codes,
  LendingDesk,
  Loans,
  DepositDesk,
  Calendar,
  Damage,
  DamageImages,
  StockAudits,
  ThingImages,
  Platform,
];
