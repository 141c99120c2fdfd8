/** Pictures of things, shown to whoever may see the thing. */
import { type Call, rateLimit } from '@qikcard/canister-kit';
import { readPicture } from '@qikcard/canister-kit/picture/picture';
import {
  err,
  eventApi,
  type Infer,
  ok,
  RESOURCE_IMAGE_MAX_BYTES,
  RESOURCE_IMAGE_MAX_PIXELS,
  RESOURCE_IMAGE_MIN_PIXELS,
  RESOURCE_IMAGES_MAX,
  type ResourceImage,
  type ResourceImageRef,
  type ResourceImageUpload,
  type ResourceRefusal,
  type ResourceView,
  type Result,
} from '@qikcard/contracts';
import { served } from '../serve.ts';
import { manages, sees } from './access.ts';
import type { ResourceRow } from './rows.ts';
import { resourceImages, resources } from './store.ts';
import { viewFor } from './view.ts';

type Answer = Result<ResourceView, ResourceRefusal>;
type Ref = Infer<typeof ResourceImageRef>;

export const PICTURE_LIMITS = {
  bytesMax: RESOURCE_IMAGE_MAX_BYTES,
  pixelsMin: RESOURCE_IMAGE_MIN_PIXELS,
  pixelsMax: RESOURCE_IMAGE_MAX_PIXELS,
};
/** Pictures are the largest thing a person can make this canister keep. */
const uploads = rateLimit({ burst: 10, perMinute: 10 });
const allUploads = rateLimit({ burst: 120, perMinute: 120 });

/** Counts a change of pictures, of things and of damage together. */
export function countUpload({ caller, nowNs }: Call): { Err: ResourceRefusal } | undefined {
  const wait = uploads.take(caller.toHex(), nowNs) ?? allUploads.take('', nowNs);
  return wait === undefined ? undefined : err({ RateLimited: { retry_after_seconds: wait } });
}

export class ThingImages {
  @served(eventApi.add_resource_image)
  add_resource_image(call: Call, upload: Infer<typeof ResourceImageUpload>): Answer {
    const { resource_id: id } = upload;
    return change(call, id, (row) => {
      if (row.images.length >= RESOURCE_IMAGES_MAX) {
        return err({ LimitReached: { what: 'pictures', limit: RESOURCE_IMAGES_MAX } });
      }
      const read = readPicture(upload.image, PICTURE_LIMITS);
      if ('Err' in read) return err({ Invalid: { field: 'image', problem: read.Err } });
      const { contentType, image } = read.Ok;
      const version = 1 + row.images.reduce((most, each) => Math.max(most, each.version), 0);
      resourceImages.put([id, version], image);
      return ok([...row.images, { contentType, bytes: image.length, version }]);
    });
  }

  @served(eventApi.remove_resource_image)
  remove_resource_image(call: Call, { resource_id: id, version }: Ref): Answer {
    return change(call, id, (row) => {
      resourceImages.remove([id, version]);
      return ok(row.images.filter((each) => each.version !== version));
    });
  }

  @served(eventApi.get_resource_image)
  get_resource_image(
    call: Call,
    { resource_id: id, version }: Ref,
  ): Result<Infer<typeof ResourceImage>, ResourceRefusal> {
    const row = resources.get(id);
    const info = row?.images.find((each) => each.version === version);
    const image = info && resourceImages.get([id, version]);
    if (!row || !image || !sees(call, id, row)) return err({ UnknownResource: null });
    return ok({ content_type: info.contentType, image });
  }
}

/** Changes the list of pictures; what borrowers have agreed to stays as it is. */
function change(
  call: Call,
  id: bigint,
  next: (row: ResourceRow) => Result<ResourceRow['images'], ResourceRefusal>,
): Answer {
  call.subject = id.toString();
  const row = resources.get(id);
  if (!row || !sees(call, id, row)) return err({ UnknownResource: null });
  if (!manages(call, row.owner)) return err({ Forbidden: null });
  const wait = countUpload(call);
  if (wait) return wait;
  const images = next(row);
  if ('Err' in images) return images;
  const after = { ...row, images: images.Ok };
  resources.put(id, after);
  return ok(viewFor(call, id, after));
}
