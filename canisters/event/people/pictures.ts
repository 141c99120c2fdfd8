/** Pictures of public events over HTTP, certified; those of others only go to who may see the event. */
import { certifyPage, type HttpFile, removePage } from '@qikcard/canister-kit';
import type { EventDoor } from '../rows.ts';
import { doors } from '../store.ts';
import { settingsOf } from './about.ts';
import type { EventSettings } from './rows.ts';
import { eventImages } from './store.ts';

const PATH = /^\/event-image\/(\d{1,20})\/(\d{1,10})$/;

/** Whether everybody may come across an event like this. */
export const isPublic = ({ status }: EventDoor, { visibility }: EventSettings): boolean =>
  (status === 'published' || status === 'cancelled') && visibility === 'Public';

/** What stands for the picture of an event, new with every picture; undefined without one. */
export function imagePath(id: bigint, settings: EventSettings): string | undefined {
  if (settings.imageType === undefined) return undefined;
  return `/event-image/${id}/${settings.imageVersion}`;
}

/** Certifies the picture when everybody may see it: about 2 billion instructions for a large one. */
export function showPicture(id: bigint): void {
  const settings = settingsOf(id);
  const path = imagePath(id, settings);
  const body = path && eventImages.get(id);
  if (!path || !body || !settings.imageType) return;
  const door = doors.get(id);
  if (door && isPublic(door, settings)) certifyPage(path, { type: settings.imageType, body });
}

/** Takes the picture from the web. */
export function hidePicture(id: bigint): void {
  const path = imagePath(id, settingsOf(id));
  if (path !== undefined) removePage(path);
}

/** The picture at a path, while everybody may see it. */
export function imageFile(path: string): HttpFile | undefined {
  const found = PATH.exec(path);
  if (found === null) return undefined;
  const id = BigInt(found[1]);
  if (id >= 2n ** 64n) return undefined;
  const settings = settingsOf(id);
  const door = doors.get(id);
  const shown = door && isPublic(door, settings) && imagePath(id, settings) === path;
  const body = shown ? eventImages.get(id) : undefined;
  return body && settings.imageType && { type: settings.imageType, body };
}
