import { DEVICE_NAME_MAX_CHARS, type DeviceInfo } from '@qikcard/contracts';

const browsers: [string, RegExp][] = [
  ['Edge', /\bEdgA?\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Chrome', /\b(Chrome|HeadlessChrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];
const systems: [string, RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];
const match = (rules: [string, RegExp][], agent: string) =>
  rules.find(([, rule]) => rule.test(agent))?.[0];

/** What this browser says of itself: enough for its owner to know it again, no more. */
export function describeDevice(agent: string): DeviceInfo {
  const names = [match(browsers, agent), match(systems, agent)].filter(Boolean);
  const name = names.join(' · ') || 'QikCard';
  return { name: name.slice(0, DEVICE_NAME_MAX_CHARS), kind: kindOf(agent) };
}

function kindOf(agent: string): DeviceInfo['kind'] {
  if (/\biPad\b|\bTablet\b/.test(agent)) return { Tablet: null };
  if (/\bAndroid\b/.test(agent))
    return /\bMobile\b/.test(agent) ? { Phone: null } : { Tablet: null };
  if (/\biPhone\b/.test(agent)) return { Phone: null };
  return /\b(Windows|Macintosh|CrOS|Linux)\b/.test(agent) ? { Computer: null } : { Other: null };
}
