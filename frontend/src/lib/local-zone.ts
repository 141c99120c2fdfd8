/** The time zone of this screen, for what happens to accounts and machines rather than at events. */
export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
