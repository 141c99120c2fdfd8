/** What is held about the caller, and its removal. */
import type { Principal } from '@dfinity/principal';
import { expose, handle, handleQuery, signedIn } from '@qikcard/canister-kit';
import { type ExportedRecord, err, ok, profileApi } from '@qikcard/contracts';
import { mayErase } from './callers.ts';
import { jsonOf } from './domain/json.ts';
import { erase } from './erasure.ts';
import { pageSize } from './page.ts';
import { collections } from './personal-data.ts';

export class PrivacyRights {
  @expose(profileApi.export_my_data)
  export_my_data([after]: [] | [Uint8Array], limit: number) {
    return handleQuery('export_my_data', signedIn, ({ caller }) => {
      if (after !== undefined && !isCursor(after)) return noCursor;
      try {
        return ok(exportPage(caller, after, pageSize(limit)));
      } catch (error) {
        // A key of the wrong length: the caller made it up.
        if (error instanceof RangeError) return noCursor;
        throw error;
      }
    });
  }
  @expose(profileApi.erase_me)
  erase_me() {
    return handle('erase_me', mayErase, (call) => ok(erase(call)));
  }
}

const noCursor = err({ Invalid: { field: 'cursor', problem: 'is none that was given out' } });
const KEY_BYTES_MAX = 40;
/** Collection, then the key within it; the keys are checked by their own length. */
const isCursor = (cursor: Uint8Array): boolean =>
  cursor.length > 0 && cursor.length <= KEY_BYTES_MAX && cursor[0] < collections.length;

function exportPage(who: Principal, after: Uint8Array | undefined, size: number) {
  const records: ExportedRecord[] = [];
  let index = after?.[0] ?? 0;
  let key: Uint8Array | undefined = after && after.length > 1 ? after.slice(1) : undefined;
  for (; index < collections.length; index++, key = undefined) {
    const { name, page } = collections[index];
    for (const part of page(who, key, size - records.length)) {
      records.push({ kind: name, json: jsonOf(part.value) });
      key = part.key;
    }
    if (records.length >= size) {
      return { records, next: [Uint8Array.of(index, ...(key ?? []))] as [Uint8Array] };
    }
  }
  return { records, next: [] as [] };
}
