/** The six canisters of a deployment. Stored by position: only ever append. */
export const canisterNames = ['auth', 'event', 'nft', 'profile', 'analytics', 'wallet'] as const;
export type CanisterName = (typeof canisterNames)[number];
