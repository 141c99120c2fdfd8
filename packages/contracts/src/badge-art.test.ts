import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BadgeArt, badgeArt } from './badge-art.ts';

const art: BadgeArt = {
  id: 7n,
  name: 'Open House 2026',
  season: 'Autumn',
  kind: 'Attended',
  count: 0,
  hue: 240,
  edition: 3,
  supply: 50,
  soulbound: false,
  transfers: 0,
};

test('names the badge and its number', () => {
  expect(badgeArt(art)).toContain('Open House 2026');
  expect(badgeArt(art)).toContain('Autumn · No. 3 of 50');
  expect(badgeArt({ ...art, supply: undefined })).toContain('No. 3<');
});

test('each change of hands adds a ring, up to a dozen', () => {
  const circles = (transfers: number) => badgeArt({ ...art, transfers }).split('<circle').length;
  expect(circles(2)).toBe(circles(0) + 2);
  expect(circles(500)).toBe(circles(12));
});

test('two badges of one design look different', () => {
  expect(badgeArt({ ...art, id: 8n })).not.toBe(badgeArt(art));
});

test('whatever somebody calls a badge, no tag of theirs gets into the picture', () => {
  const tags = (svg: string) => svg.match(/<[a-z]+/gi)?.sort();
  const plain = tags(badgeArt(art));
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constant('"><script>alert(1)</script><x y=\'')),
      (name) => {
        expect(tags(badgeArt({ ...art, name, season: name }))).toEqual(plain);
      },
    ),
  );
});
