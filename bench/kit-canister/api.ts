import { nat32, nat64, nothing, platformApi, record, text, update, vec } from '@qikcard/contracts';

export const kitBenchApi = {
  ...platformApi,
  fill: update([nat64, nat32], nothing),
  measure: update([nat64], vec(record({ name: text, instructions: nat64 }))),
};
