import type { NativeEnv } from '../../replica.ts';
import type { Assets } from './assets.ts';
import { type Batches, noBatches } from './batches.ts';
import { type Certified, certifiedRoot, certify } from './certification.ts';
import { noPermissions, type Permissions } from './permissions.ts';

export type State = {
  assets: Assets;
  batches: Batches;
  permissions: Permissions;
  /** Computed from the assets. */
  certified: Certified;
};
/** What the replica keeps; plain maps, sets and byte arrays. */
export type Saved = Omit<State, 'certified'>;

export const newState = (): State => ({
  assets: new Map(),
  batches: noBatches(),
  permissions: noPermissions(),
  certified: certify(new Map()),
});

/** Puts new assets in place and certifies them. */
export function changeAssets(state: State, assets: Assets, env: NativeEnv): void {
  state.assets = assets;
  state.certified = certify(assets);
  env.setCertifiedData(certifiedRoot(state.certified));
}

/** A copy that later changes do not touch; contents are shared, as they never change. */
export const save = ({ assets, batches, permissions }: State): Saved => ({
  assets: new Map(assets),
  batches: { ...batches, batches: new Map(batches.batches), chunks: new Map(batches.chunks) },
  permissions: { ...permissions },
});

export const restore = (saved: Saved): State => ({
  ...save({ ...saved, certified: certify(saved.assets) }),
  certified: certify(saved.assets),
});
