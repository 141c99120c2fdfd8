import { useText } from '../../../lib/text.tsx';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "10 minutes", "3 days": the largest unit that says it exactly. */
export function useWaitText(): (seconds: number) => string {
  const { locale } = useText();
  return (seconds) => {
    const [unit, size] =
      units.find(([, each]) => seconds % each === 0 && seconds >= each) ?? units[3];
    const format = { style: 'unit', unit, unitDisplay: 'long' } as const;
    return new Intl.NumberFormat(locale, format).format(seconds / size);
  };
}
