/** Names of the keys that exist on this network, for each scheme. */
export const thresholdKeyNames: string[] = ['key_1', 'test_key_1', 'dfx_test_key'];
