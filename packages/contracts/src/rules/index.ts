/** Rules of entry: shapes, engine, bounds, stored form, words. */
export * from './check.ts';
export * from './clock.ts';
export * from './codec.ts';
export * from './evaluate.ts';
export * from './list.ts';
export * from './notation.ts';
export * from './shapes.ts';
