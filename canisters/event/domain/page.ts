import { PAGE_MAX } from '@qikcard/contracts';

/** Rows of a page when `asked` are asked for: at least one, at most `PAGE_MAX`. */
export const pageSize = (asked: number): number => Math.max(1, Math.min(asked, PAGE_MAX));
