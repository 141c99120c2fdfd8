/** The one picture of an event. */
import { type Call, certifyPage, type HttpFile, removePage } from '@qikcard/canister-kit';
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
} from '@qikcard/contracts';
import { runsEvent } from '../events.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { settingsOf } from './about.ts';
import type { EventSettings } from './rows.ts';
import { eventImages, eventSettings } from './store.ts';

const LIMITS = {
  bytesMax: EVENT_IMAGE_MAX_BYTES,
  pixelsMin: EVENT_IMAGE_MIN_PIXELS,
  pixelsMax: EVENT_IMAGE_MAX_PIXELS,
};
const PATH = /^\/event-image\/(\d{1,20})\/(\d{1,10})$/;

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
    takeDown(id, settings);
    eventImages.put(id, image);
    eventSettings.put(id, now);
    const path = imagePath(id, now) as string;
    certifyPage(path, { type: imageType, body: image });
    return ok(path);
  }

  @served(eventApi.remove_event_image)
  remove_event_image(call: Call, id: bigint): Result<null, EventRefusal> {
    const problem = problemOfEditing(call, id);
    if (problem) return err(problem);
    takeDown(id, settingsOf(id));
    eventImages.remove(id);
    eventSettings.put(id, { ...settingsOf(id), imageType: undefined });
    return ok(null);
  }
}

function takeDown(id: bigint, settings: EventSettings): void {
  const path = imagePath(id, settings);
  if (path !== undefined) removePage(path);
}

function problemOfEditing(call: Call, id: bigint): EventRefusal | undefined {
  call.subject = id.toString();
  const door = doors.get(id);
  if (door === undefined) return { UnknownEvent: null };
  return runsEvent(call, door, id) ? undefined : { Forbidden: null };
}

/** Where the picture of an event is, if it has one. */
export function imagePath(id: bigint, settings: EventSettings): string | undefined {
  if (settings.imageType === undefined) return undefined;
  return `/event-image/${id}/${settings.imageVersion}`;
}

/** The picture at a path; drafts' and private events' are known to those who were told the path. */
export function imageFile(path: string): HttpFile | undefined {
  const found = PATH.exec(path);
  if (found === null) return undefined;
  const id = BigInt(found[1]);
  if (id >= 2n ** 64n) return undefined;
  const settings = settingsOf(id);
  const body = imagePath(id, settings) === path ? eventImages.get(id) : undefined;
  return body && settings.imageType && { type: settings.imageType, body };
}
