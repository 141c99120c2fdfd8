import { linkCode } from '@qikcard/contracts';

/** A token as it stands in an address. */
export const tokenText = (payload: Uint8Array): string => linkCode('', payload).slice('/t/'.length);
