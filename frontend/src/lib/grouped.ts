/** A code in groups of four, for reading aloud. */
export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
