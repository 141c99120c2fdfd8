/** The one picture of an event. */
import type { Call } from '@qikcard/canister-kit';
import { readPicture } from '@qikcard/canister-kit/picture/picture';
import {
  EVENT_IMAGE_MAX_BYTES,
  EVENT_IMAGE_MAX_PIXELS,
  EVENT_IMAGE_MIN_PIXELS,
  type EventImage,
  type EventRefusal,
  err,
  eventApi,
  type Infer,
  ok,
  type Result,
  type SheetQuestion,
} from '@qikcard/contracts';
import { runsEvent, seesEvent } from '../events.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { settingsOf } from './about.ts';
import { hidePicture, imagePath, showPicture } from './pictures.ts';
import { eventImages, eventSettings } from './store.ts';

const LIMITS = {
  bytesMax: EVENT_IMAGE_MAX_BYTES,
  pixelsMin: EVENT_IMAGE_MIN_PIXELS,
  pixelsMax: EVENT_IMAGE_MAX_PIXELS,
};

export class Images {
  @served(eventApi.set_event_image)
  set_event_image(call: Call, upload: Infer<typeof EventImage>): Result<string, EventRefusal> {
    const { event_id: id, image: bytes } = upload;
    const problem = problemOfEditing(call, id);
    if (problem) return err(problem);
    const read = readPicture(bytes, LIMITS);
    if ('Err' in read) return err({ Invalid: { field: 'image', problem: read.Err } });
    const { contentType: imageType, image } = read.Ok;
    const settings = settingsOf(id);
    const now = { ...settings, imageType, imageVersion: settings.imageVersion + 1 };
    hidePicture(id);
    eventImages.put(id, image);
    eventSettings.put(id, now);
    showPicture(id);
    return ok(imagePath(id, now) as string);
  }

  @served(eventApi.event_image)
  event_image(
    call: Call,
    { event_id: id, invitation }: Infer<typeof SheetQuestion>,
  ): Result<{ content_type: string; image: Uint8Array }, EventRefusal> {
    if (!seesEvent(call, id, invitation)) return err({ UnknownEvent: null });
    const { imageType } = settingsOf(id);
    const image = imageType && eventImages.get(id);
    return image ? ok({ content_type: imageType, image }) : err({ UnknownEvent: null });
  }

  @served(eventApi.remove_event_image)
  remove_event_image(call: Call, id: bigint): Result<null, EventRefusal> {
    const problem = problemOfEditing(call, id);
    if (problem) return err(problem);
    hidePicture(id);
    eventImages.remove(id);
    eventSettings.put(id, { ...settingsOf(id), imageType: undefined });
    return ok(null);
  }
}

function problemOfEditing(call: Call, id: bigint): EventRefusal | undefined {
  call.subject = id.toString();
  const door = doors.get(id);
  if (door === undefined) return { UnknownEvent: null };
  return runsEvent(call, door, id) ? undefined : { Forbidden: null };
}
