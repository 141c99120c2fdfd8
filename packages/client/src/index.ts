export * from './agent-errors.ts';
export * from './connect.ts';
export * from './error.ts';
export * from './expect-ok.ts';
export * from './pages.ts';
export * from './retry.ts';
export * from './shards.ts';
