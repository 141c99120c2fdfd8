/** Pictures of damage: by who reports it, seen by those whom it concerns. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import { readPicture } from '@qikcard/canister-kit/picture/picture';
import {
  DAMAGE_IMAGES_MAX,
  type DamageImageRef,
  type DamageImageUpload,
  type DamageReport,
  err,
  eventApi,
  type Infer,
  ok,
  type ResourceImage,
  type ResourceRefusal,
  type Result,
} from '@qikcard/contracts';
import { served } from '../serve.ts';
import { lends, manages } from './access.ts';
import { view } from './damage.ts';
import { countUpload, PICTURE_LIMITS } from './images.ts';
import type { DamageRow, ResourceRow } from './rows.ts';
import { damageImages, damages, loans, picturedDamageBy, resources } from './store.ts';

type Answer = Result<DamageReport, ResourceRefusal>;
type Ref = Infer<typeof DamageImageRef>;
type Found = { row: DamageRow; thing: ResourceRow; isAuthor: boolean };

export class DamageImages {
  @served(eventApi.add_damage_image)
  add_damage_image(call: Call, upload: Infer<typeof DamageImageUpload>): Answer {
    const { report_id: id } = upload;
    const found = find(call, id);
    if (!found?.isAuthor) return err({ UnknownResource: null });
    const { row } = found;
    if (row.settledAtNs !== undefined) {
      return err({ Invalid: { field: 'report_id', problem: 'the damage is dealt with' } });
    }
    if (row.images.length >= DAMAGE_IMAGES_MAX) {
      return err({ LimitReached: { what: 'pictures', limit: DAMAGE_IMAGES_MAX } });
    }
    const wait = countUpload(call);
    if (wait) return wait;
    const read = readPicture(upload.image, PICTURE_LIMITS);
    if ('Err' in read) return err({ Invalid: { field: 'image', problem: read.Err } });
    const { contentType, image } = read.Ok;
    const version = 1 + row.images.reduce((most, each) => Math.max(most, each.version), 0);
    damageImages.put([id, version], image);
    picturedDamageBy.insert([row.by, id]);
    const info = { contentType, bytes: image.length, version };
    return ok(put(id, { ...row, images: [...row.images, info] }));
  }

  @served(eventApi.remove_damage_image)
  remove_damage_image(call: Call, { report_id: id, version }: Ref): Answer {
    const found = find(call, id);
    if (!found) return err({ UnknownResource: null });
    const { row, thing, isAuthor } = found;
    if (!isAuthor && !manages(call, thing.owner)) return err({ UnknownResource: null });
    damageImages.remove([id, version]);
    const images = row.images.filter((each) => each.version !== version);
    if (images.length === 0) picturedDamageBy.remove([row.by, id]);
    return ok(put(id, { ...row, images }));
  }

  @served(eventApi.get_damage_image)
  get_damage_image(
    call: Call,
    { report_id: id, version }: Ref,
  ): Result<Infer<typeof ResourceImage>, ResourceRefusal> {
    const found = find(call, id);
    const info = found?.row.images.find((each) => each.version === version);
    const image = info && damageImages.get([id, version]);
    if (!found || !image || !mayLook(call, found)) return err({ UnknownResource: null });
    return ok({ content_type: info.contentType, image });
  }
}

function find(call: Call, id: bigint): Found | undefined {
  const row = damages.get(id);
  const thing = row && resources.get(row.resourceId);
  if (!row || !thing || call.caller.isAnonymous()) return undefined;
  call.subject = row.resourceId.toString();
  return { row, thing, isAuthor: row.by.compareTo(call.caller) === 'eq' };
}

function mayLook(call: Call, { row, thing, isAuthor }: Found): boolean {
  if (isAuthor || lends(call, thing.owner)) return true;
  const borrower = row.loanId === undefined ? undefined : loans.get(row.loanId)?.borrower;
  return borrower?.compareTo(call.caller) === 'eq';
}

function put(id: bigint, row: DamageRow): DamageReport {
  damages.put(id, row);
  return view(id, row);
}

/** The pictures of one report, gone; its row is the caller's. */
export function dropImages(id: bigint, { by, images }: DamageRow): void {
  for (const { version } of images) damageImages.remove([id, version]);
  picturedDamageBy.remove([by, id]);
}

/** Takes away what an erased person has shown, at most so many reports; true while there may be more. */
export function forgetDamagePictures(
  person: Principal,
  erasedAtNs: bigint,
  limit: number,
): boolean {
  const found = picturedDamageBy.scan({ prefix: [person], limit });
  for (const [, id] of found) {
    const row = damages.get(id);
    if (!row || row.atNs > erasedAtNs) return false;
    dropImages(id, row);
    damages.put(id, { ...row, images: [] });
  }
  return found.length === limit;
}
