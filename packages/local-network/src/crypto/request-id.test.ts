import { expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from './bytes.ts';
import { requestId } from './request-id.ts';

test('request ids are those of the interface specification', () => {
  const call = {
    request_type: 'call',
    canister_id: fromHex('00000000000004d2'),
    method_name: 'hello',
    arg: fromHex('4449444c00fd2a'),
  };
  expect(toHex(requestId(call))).toBe(
    '8781291c347db32a9d8c10eb62b710fce5a93be676474c42babc74c51858f94b',
  );
  const timed = { ...call, sender: Uint8Array.of(4), ingress_expiry: 1_685_570_400_000_000_000n };
  expect(toHex(requestId(timed))).toBe(
    '1d1091364d6bb8a6c16b203ee75467d59ead468f523eb058880ae8ec80e2b101',
  );
});

test('absent fields do not count, every present field does', () => {
  const id = toHex(requestId({ a: utf8('x'), b: undefined }));
  expect(id).toBe(toHex(requestId({ a: utf8('x') })));
  expect(id).not.toBe(toHex(requestId({ a: utf8('x'), b: [] })));
});
