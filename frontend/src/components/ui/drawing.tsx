export type DrawingName =
  | 'tickets'
  | 'door'
  | 'guests'
  | 'reader'
  | 'cable'
  | 'lock'
  | 'key'
  | 'shelf';

const paths: Record<DrawingName, { line: string; accent: string }> = {
  tickets: {
    line: 'M22 38h64a4 4 0 0 1 4 4v8a7 7 0 0 0 0 14v8a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4v-8a7 7 0 0 0 0-14v-8a4 4 0 0 1 4-4Z M32 38l5-11a4 4 0 0 1 5-2l56 22a4 4 0 0 1 2 5l-3 8',
    accent: 'M66 46v5 M66 56v5 M66 66v4 M34 52h18 M34 62h12',
  },
  door: {
    line: 'M36 84V26a3 3 0 0 1 3-3h38a3 3 0 0 1 3 3v58 M24 84h68 M66 84V30L46 36v48',
    accent: 'M58 58v6 M88 46l8 6-8 6 M80 52h15',
  },
  guests: {
    line: 'M58 52a11 11 0 1 0 0-22 11 11 0 0 0 0 22Z M36 84c1-14 9-22 22-22s21 8 22 22',
    accent:
      'M26 56a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z M14 78c1-8 5-13 12-13 M90 56a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z M102 78c-1-8-5-13-12-13',
  },
  reader: {
    line: 'M40 22h36a4 4 0 0 1 4 4v58a4 4 0 0 1-4 4H40a4 4 0 0 1-4-4V26a4 4 0 0 1 4-4Z M54 78h8',
    accent: 'M46 42v-6h6 M64 36h6v6 M70 56v6h-6 M52 62h-6v-6 M48 49h20',
  },
  cable: {
    line: 'M18 62h18a6 6 0 0 0 6-6v-6a6 6 0 0 0-6-6H24a6 6 0 0 0-6 6v12Z M98 62H80a6 6 0 0 1-6-6v-6a6 6 0 0 1 6-6h12a6 6 0 0 1 6 6v12Z M42 49h8 M42 57h8',
    accent: 'M58 36v-9 M66 39l6-7 M50 39l-6-7 M58 70v9 M66 67l6 7 M50 67l-6 7',
  },
  lock: {
    line: 'M38 48h40a4 4 0 0 1 4 4v28a4 4 0 0 1-4 4H38a4 4 0 0 1-4-4V52a4 4 0 0 1 4-4Z M44 48V38a14 14 0 0 1 28 0v10',
    accent: 'M58 62v8 M58 60a1 1 0 1 0 0 2',
  },
  shelf: {
    line: 'M24 26v60 M92 26v60 M24 54h68 M24 80h68 M34 54V38h18v16 M60 54l6-18 14 5-4 13',
    accent: 'M36 80V66h14v14 M58 80V62h10v18 M76 80V68h8v12 M38 44h10',
  },
  key: {
    line: 'M44 70a16 16 0 1 0 0-32 16 16 0 0 0 0 32Z M60 54h38v12 M86 54v9',
    accent: 'M44 58a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z',
  },
};

/** The small line drawings of empty states and ways out; they say nothing the words do not. */
export function Drawing({ name }: { name: DrawingName }) {
  return (
    <svg
      aria-hidden="true"
      width="116"
      height="104"
      viewBox="0 0 116 104"
      fill="none"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <circle cx="58" cy="54" r="46" className="fill-sunken" />
      <path d={paths[name].line} className="fill-surface stroke-ink" />
      <path d={paths[name].accent} className="stroke-accent-text" />
    </svg>
  );
}
