import { expect, test } from 'vitest';
import { edited, newProfile, privacyOf, problemOfEdit, sees } from './profile.ts';
import { isWebAddress, problemOfText } from './texts.ts';

const nothing = { bio: [], links: [], theme: [], privacy: [], suggest_me: [] } as const;
const edit = (change: object) => ({ ...structuredClone(nothing), ...change }) as never;

test('absent fields stay as they are', () => {
  const once = edited(newProfile, edit({ bio: ['Hello '], theme: [{ Dark: null }] }));
  expect(once).toEqual({ ...newProfile, bio: 'Hello', theme: 'Dark' });
  const privacy = privacyOf({ ...newProfile.privacy, bio: 'OnlyMe' });
  expect(edited(once, edit({ privacy: [privacy] }))).toEqual({
    ...once,
    privacy: { ...newProfile.privacy, bio: 'OnlyMe' },
  });
});

test('what was observed is not public until its owner says so', () => {
  expect(newProfile.privacy.attendance).toBe('OnlyMe');
  expect(newProfile.suggestMe).toBe(false);
});

test.each([
  ['https://example.org', true],
  ['https://a-b.example.org/x?y=1#z', true],
  ['http://example.org', false],
  ['https://example.org:8443/', false],
  ['https://user@example.org/', false],
  ['https://127.0.0.1/', false],
  ['https://localhost/', false],
  ['https://exаmple.org/', false],
  ['javascript:alert(1)', false],
  ['https://example.org/"onload=', false],
  ['https://example.org\n.evil', false],
  [`https://example.org/${'a'.repeat(200)}`, false],
])('a link to %s: %s', (url, good) => {
  expect(isWebAddress(url, 200)).toBe(good);
  const problem = problemOfEdit(edit({ links: [[{ label: 'Home', url }]] }));
  expect(problem === undefined).toBe(good);
});

test('a bio is bounded and readable', () => {
  expect(problemOfEdit(edit({ bio: ['two\nlines'] }))).toBeUndefined();
  expect(problemOfEdit(edit({ bio: ['x'.repeat(501)] }))).toHaveProperty('Invalid');
  expect(problemOfText('bio', 'a\u202eb', 0, 9)).toHaveProperty('Invalid');
  const link = { label: 'Home', url: 'https://example.org' };
  expect(problemOfEdit(edit({ links: [Array(6).fill(link)] }))).toHaveProperty('Invalid');
});

test('the closer sees what the farther sees', () => {
  const viewers = ['anybody', 'connection', 'oneself'] as const;
  expect(viewers.map((v) => sees(v, 'Public'))).toEqual([true, true, true]);
  expect(viewers.map((v) => sees(v, 'Connections'))).toEqual([false, true, true]);
  expect(viewers.map((v) => sees(v, 'OnlyMe'))).toEqual([false, false, true]);
});
