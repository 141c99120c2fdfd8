import { cx } from '../../../lib/class-names.ts';

const COLUMNS = 16;
const ROWS = 5;
const TILE = 20;

/** Every event has its own pattern of quarter circles, grown from its name: a face without a photo. */
export function EventArt({ seed, className }: { seed: string; className?: string }) {
  const random = sequence(seed);
  const soft: string[] = [];
  const strong: string[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const choice = random();
      const path = quarter(column * TILE, row * TILE, Math.floor(random() * 4));
      if (choice < 0.2) strong.push(path);
      else if (choice < 0.62) soft.push(path);
    }
  }
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${COLUMNS * TILE} ${ROWS * TILE}`}
      preserveAspectRatio="xMidYMid slice"
      className={cx('block bg-accent-tint', className)}
    >
      <path d={soft.join('')} className="fill-accent opacity-20" />
      <path d={strong.join('')} className="fill-accent" />
    </svg>
  );
}

function quarter(x: number, y: number, turn: number): string {
  const corners = [
    [x, y],
    [x + TILE, y],
    [x + TILE, y + TILE],
    [x, y + TILE],
  ];
  const [corner, next, , last] = [0, 1, 2, 3].map((step) => corners[(turn + step) % 4]);
  return `M${corner}L${next}A${TILE} ${TILE} 0 0 1 ${last}Z`;
}

/** The same numbers in [0, 1) for the same seed (xorshift over an FNV-1a hash). */
function sequence(seed: string): () => number {
  let state = 2166136261;
  for (const letter of `qikcard/${seed}`) {
    state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619);
  }
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
