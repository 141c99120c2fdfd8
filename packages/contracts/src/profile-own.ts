/** One's own profile: the first page's part of the profile canister. */
import { query, result } from './candid.ts';
import { OwnProfile, ProfileRefusal } from './profile-shapes.ts';

export const ownProfileMethods = {
  my_profile: query([], result(OwnProfile, ProfileRefusal)),
};
