import { STUCK_CODES } from '@qikcard/contracts/stuck-codes';
import { expect, test } from 'vitest';
import { en } from '../../../locales/badges/en.ts';

test.each(STUCK_CODES)(
  '%s has a name, a step and advice; other languages have what English has',
  (code) => {
    const [kind, step] = code.split('.');
    for (const key of [`stuck.${kind}`, `stuck.step.${step}`, `stuck.do.${code}`]) {
      expect(en, key).toHaveProperty([key]);
    }
  },
);
