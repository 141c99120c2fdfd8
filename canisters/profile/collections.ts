/** The collections of personal data that are found through an index of their owner. */
import { Principal } from '@dfinity/principal';
import { privateFields } from '@qikcard/contracts';
import { listNumber, removeLink } from './links.ts';
import { endorsements, linkLists, namesHeld, reports, reportsBy, sealedFields } from './store.ts';
import { release, textOf } from './usernames.ts';

export type Part = { key: Uint8Array; value: unknown };
export type Collection = {
  name: string;
  /** Rows behind a key of before, in an order of its own. */
  page(who: Principal, after: Uint8Array | undefined, limit: number): Part[];
  /** Removes at most `limit` rows and says how many there were. */
  remove(who: Principal, limit: number, nowNs: bigint): number;
};

export const bytesOf = (entry: bigint): Uint8Array => {
  const key = new Uint8Array(8);
  new DataView(key.buffer).setBigUint64(0, entry);
  return key;
};
export const numberOf = (key: Uint8Array): bigint =>
  new DataView(key.buffer, key.byteOffset, 8).getBigUint64(0);

const ALL_LISTS = ['Connected', 'Received', 'Sent', 'Blocked'] as const;

/** Connections, requests and blocks. */
export const links: Collection = {
  name: 'link',
  page: (who, after, limit) => {
    const [number, other] = after ? [after[0], Principal.fromUint8Array(after.slice(1))] : [];
    const keys = linkLists.scan({
      prefix: [who],
      ...(other && { after: [who, number, other] as [Principal, number, Principal] }),
      limit,
    });
    return keys.map(([, list, person]) => ({
      key: Uint8Array.of(list, ...person.toUint8Array()),
      value: { list: ALL_LISTS.find((name) => listNumber(name) === list) ?? 'Declined', person },
    }));
  },
  remove: (who, limit) => {
    const keys = linkLists.scan({ prefix: [who], limit });
    for (const [, , other] of keys) removeLink(who, other);
    return keys.length;
  },
};

export const endorsed: Collection = {
  name: 'endorsement',
  page: (who, after, limit) =>
    endorsements
      .scan({
        prefix: [who],
        ...(after && { after: [who, Principal.fromUint8Array(after)] as [Principal, Principal] }),
        limit,
      })
      .map(([, person]) => ({ key: person.toUint8Array(), value: { person } })),
  remove: (who, limit) => {
    const keys = endorsements.scan({ prefix: [who], limit });
    for (const key of keys) endorsements.remove(key);
    return keys.length;
  },
};

/** Names given up that are held for the person. */
export const names: Collection = {
  name: 'username_held',
  page: (who, after, limit) =>
    namesHeld
      .scan({
        prefix: [who],
        ...(after && { after: [who, after] as [Principal, Uint8Array] }),
        limit,
      })
      .map(([, key]) => ({ key, value: { name: textOf(key) } })),
  remove: (who, limit, nowNs) => {
    const keys = namesHeld.scan({ prefix: [who], limit });
    for (const [, key] of keys) {
      namesHeld.remove([who, key]);
      release(textOf(key), nowNs);
    }
    return keys.length;
  },
};

/** Private details, as unreadable in an export as they are here. */
export const privateField: Collection = {
  name: 'private_field',
  page: (who, after, limit) =>
    privateFields
      .flatMap((field, number) => {
        const row = sealedFields.get([who, number]);
        const isBehind = after === undefined || number > after[0];
        return row && isBehind ? [{ key: Uint8Array.of(number), value: { field, ...row } }] : [];
      })
      .slice(0, limit),
  remove: (who) => privateFields.filter((_, number) => sealedFields.remove([who, number])).length,
};

/** What a person wrote about others; that there was a report stays, as a number of its reporter. */
export const reportsMade: Collection = {
  name: 'report_made',
  page: (who, after, limit) =>
    reportsBy
      .scan({
        prefix: [who],
        ...(after && { after: [who, numberOf(after)] as [Principal, bigint] }),
        limit,
      })
      .map(([, id]) => ({ key: bytesOf(id), value: { id, ...reports.get(id) } })),
  remove: (who, limit) => {
    const keys = reportsBy.scan({ prefix: [who], limit });
    for (const [, id] of keys) {
      const report = reports.get(id);
      if (report) reports.put(id, { ...report, note: '' });
      reportsBy.remove([who, id]);
    }
    return keys.length;
  },
};
