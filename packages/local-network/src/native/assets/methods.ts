import type { Method } from './method.ts';
import { permissionMethods, validationMethods } from './permission-methods.ts';
import { readMethods } from './read-methods.ts';
import { batchMethods, contentMethods } from './upload-methods.ts';

/** Every method of the asset-storage interface. */
export const methods: Readonly<Record<string, Method>> = {
  ...readMethods,
  ...batchMethods,
  ...contentMethods,
  ...permissionMethods,
  ...validationMethods,
};
