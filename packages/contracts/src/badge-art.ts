/**
 * The picture of a badge: SVG drawn from what the badge is and what became of it, the same in the
 * canister, the app and any wallet. No scripts, no links, nothing from outside.
 */
export type BadgeArt = {
  id: bigint;
  name: string;
  season: string;
  kind:
    | 'Attended'
    | 'EarlyBird'
    | 'Attendance'
    | 'Streak'
    | 'OnTimeReturns'
    | 'Organized'
    | 'Custom';
  /** What the badge was given for in numbers; 0 shows no number. */
  count: number;
  /** Degrees. */
  hue: number;
  edition: number;
  supply: number | undefined;
  soulbound: boolean;
  /** How often it changed hands: each adds a ring. */
  transfers: number;
};

const RINGS_MAX = 12;
const NAME_MAX_CHARS = 26;

/** One drawing per kind, 48 by 48, lines only. */
const signs: Record<BadgeArt['kind'], string> = {
  Attended: 'M8 26l11 11L40 12',
  EarlyBird:
    'M24 14a10 10 0 1 0 .1 0zM24 2v5M24 41v5M2 24h5M41 24h5M8 8l4 4M36 36l4 4M40 8l-4 4M12 36l-4 4',
  Attendance: 'M6 42V22M18 42V8M30 42V16M42 42V4',
  Streak: 'M27 3L9 28h13l-2 17 19-26H26z',
  OnTimeReturns: 'M10 12a18 18 0 1 1-4 16M10 2v11h11',
  Organized: 'M10 46V4l28 9-28 11',
  Custom: 'M24 3l6.5 13.2 14.5 2.1-10.5 10.2 2.5 14.5L24 36.2 11 43l2.5-14.5L3 18.3l14.5-2.1z',
};

/** The drawing as SVG text, 400 by 400. */
export function badgeArt(art: BadgeArt): string {
  const { hue, id, kind } = art;
  const seed = Number((id * 2_654_435_761n) % 1_000n);
  const petals = 7 + (seed % 8);
  const flat = 46 + (seed % 34);
  const ink = `hsl(${hue} 90% 72%)`;
  const deep = `hsl(${hue} 75% 22%)`;
  const turned = Array.from({ length: petals }, (_, i) => {
    const degrees = Math.round((180 * i) / petals);
    return `<ellipse cx="200" cy="168" rx="124" ry="${flat}" transform="rotate(${degrees} 200 168)"/>`;
  }).join('');
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img">',
    `<title>${escaped(art.name)}, ${numberOf(art)}</title>`,
    `<defs><radialGradient id="g" cy=".42"><stop stop-color="${deep}"/><stop offset="1" stop-color="#0b0f14"/></radialGradient></defs>`,
    '<rect width="400" height="400" rx="28" fill="url(#g)"/>',
    `<g fill="none" stroke="${ink}" stroke-opacity=".5">${turned}${ringsOf(art, ink)}</g>`,
    `<circle cx="200" cy="168" r="50" fill="#0b0f14" stroke="${ink}" stroke-width="3"/>`,
    `<path d="${signs[kind]}" transform="translate(176 144)" fill="none" stroke="${ink}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>`,
    `<g fill="#fff" text-anchor="middle" font-family="Inter,system-ui,sans-serif">`,
    `<text x="200" y="338" font-size="${art.name.length > 18 ? 21 : 27}" font-weight="700">${escaped(shortened(art.name))}</text>`,
    `<text x="200" y="368" font-size="16" fill="${ink}">${escaped(lineOf(art))}</text></g></svg>`,
  ].join('');
}

/** Each change of hands is a ring around the sign; what stays for good has a double one. */
function ringsOf({ transfers, soulbound }: BadgeArt, ink: string): string {
  const count = Math.min(transfers, RINGS_MAX);
  const rings = Array.from(
    { length: count },
    (_, i) => `<circle cx="200" cy="168" r="${60 + 5 * i}" stroke-opacity=".9"/>`,
  );
  if (soulbound) rings.push(`<circle cx="200" cy="168" r="56" stroke="${ink}" stroke-width="4"/>`);
  return rings.join('');
}

const numberOf = ({ edition, supply }: BadgeArt): string =>
  supply === undefined ? `No. ${edition}` : `No. ${edition} of ${supply}`;

function lineOf(art: BadgeArt): string {
  const season = art.season.trim();
  return season === '' ? numberOf(art) : `${shortened(season)} · ${numberOf(art)}`;
}

const shortened = (text: string): string => {
  const letters = [...text];
  return letters.length <= NAME_MAX_CHARS
    ? text
    : `${letters.slice(0, NAME_MAX_CHARS - 1).join('')}…`;
};

/** As text in SVG: nothing that somebody wrote can become markup; what XML cannot hold is left out. */
function escaped(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff)
      continue;
    out += '<>&"\''.includes(char) ? `&#${code};` : char;
  }
  return out;
}
