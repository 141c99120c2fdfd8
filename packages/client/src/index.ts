export * from './connect.ts';
export * from './error.ts';
