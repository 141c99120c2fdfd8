/** One's own profile, and other people's. */
import type { Principal } from '@dfinity/principal';
import { anyone, expose, handle, handleQuery } from '@qikcard/canister-kit';
import {
  err,
  ok,
  type ProfileEdit,
  type ProfileRefusal,
  type ProfileView,
  profileApi,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { avatarFor, removeAvatar, setAvatar } from './avatars.ts';
import { isMember, writes } from './callers.ts';
import { edited, problemOfEdit } from './domain/profile.ts';
import { pageSize } from './page.ts';
import { cardOf, ownProfile, profileOf, putProfile, viewOf } from './people.ts';
import { profiles } from './store.ts';
import { namesFrom, ownerOf, setUsername } from './usernames.ts';

const SEARCH = /^[a-z0-9_-]{1,24}$/;

export class Person {
  @expose(profileApi.my_profile)
  my_profile() {
    return handleQuery('my_profile', isMember, (call) => ok(ownProfile(call.caller, call.nowNs)));
  }
  @expose(profileApi.update_profile)
  update_profile(edit: ProfileEdit) {
    return handle('update_profile', writes('edit'), (call) => {
      const problem = problemOfEdit(edit);
      if (problem) return err(problem);
      putProfile(call.caller, edited(profileOf(call.caller), edit));
      return ok(ownProfile(call.caller, call.nowNs));
    });
  }
  @expose(profileApi.set_username)
  set_username(given: string) {
    return handle('set_username', writes('edit'), (call) => {
      const done = setUsername(call, given);
      return 'Err' in done ? done : ok(ownProfile(call.caller, call.nowNs));
    });
  }
  @expose(profileApi.set_avatar)
  set_avatar(image: Uint8Array) {
    return handle('set_avatar', writes('avatar'), (call) => setAvatar(call.caller, image));
  }
  @expose(profileApi.remove_avatar)
  remove_avatar() {
    return handle('remove_avatar', writes('edit'), (call) => {
      removeAvatar(call.caller);
      return ok(null);
    });
  }
  @expose(profileApi.get_profile)
  get_profile(person: Principal) {
    return handleQuery('get_profile', anyone, ({ caller, nowNs }) => seen(caller, person, nowNs));
  }
  @expose(profileApi.get_profile_by_username)
  get_profile_by_username(name: string) {
    return handleQuery('get_profile_by_username', anyone, ({ caller, nowNs }) =>
      seen(caller, ownerOf(name), nowNs),
    );
  }
  @expose(profileApi.get_avatar)
  get_avatar(person: Principal) {
    return handleQuery('get_avatar', anyone, ({ caller }) => avatarFor(caller, person));
  }
  @expose(profileApi.search_people)
  search_people(start: string, [after]: [] | [string], limit: number) {
    return handleQuery('search_people', isMember, ({ caller }) => {
      const prefix = start.toLowerCase();
      if (!SEARCH.test(prefix) || (after !== undefined && !SEARCH.test(after))) {
        return err({ Invalid: { field: 'search', problem: 'letters a–z, digits, _ and - only' } });
      }
      const size = pageSize(limit);
      const names = namesFrom(prefix, after, size + 1);
      const shown = names.slice(0, size);
      const people = shown.flatMap((name) => {
        const person = ownerOf(name);
        return person === undefined ? [] : [cardOf(caller, person)];
      });
      return ok({ people, next: toOpt(names.length > size ? shown.at(-1) : undefined) });
    });
  }
}

function seen(
  caller: Principal,
  person: Principal | undefined,
  nowNs: bigint,
): Result<ProfileView, ProfileRefusal> {
  if (person === undefined || !profiles.has(person)) return err({ UnknownPerson: null });
  return ok(viewOf(caller, person, nowNs));
}
