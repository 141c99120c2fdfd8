import type { Asset, Assets, Encoding } from './assets.ts';

/** The file that single-page applications are served from for paths that are no file. */
export const fallbackKey = '/index.html';

/** The order in which one of several encodings is preferred when the browser does not decide. */
export const encodingOrder = ['identity', 'gzip', 'compress', 'deflate', 'br'];

/** URL paths under which an asset is served besides its key. */
export function aliasesOf(key: string): string[] {
  if (key === fallbackKey) return ['/'];
  if (key.endsWith('/index.html')) return [key.slice(0, -11), key.slice(0, -10)];
  return key.endsWith('.html') ? [key.slice(0, -5)] : [];
}

/** The asset that answers a URL path: its own key first, then an alias. */
export function resolve(assets: Assets, path: string): { key: string; asset: Asset } | undefined {
  const candidates = [path, `${path}.html`, `${path}/index.html`, `${path}index.html`];
  for (const key of candidates) {
    const asset = assets.get(key);
    if (asset?.encodings.size && (key === path || (asset.aliased && aliasesOf(key).includes(path))))
      return { key, asset };
  }
  return undefined;
}

/** Version 1 certifies one body per path, that of the first encoding in the usual order. */
export function preferredEncoding(asset: Asset): Encoding | undefined {
  const name = encodingOrder.find((candidate) => asset.encodings.has(candidate));
  return name === undefined ? [...asset.encodings.values()][0] : asset.encodings.get(name);
}
