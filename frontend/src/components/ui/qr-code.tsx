import { create } from 'qrcode';
import { useMemo } from 'react';

const QUIET_ZONE = 4;

/**
 * A code at level Q: black on white whatever the theme, with its quiet zone, drawn as one path so
 * that it is sharp at every size. Upper-case door codes become alphanumeric segments by themselves.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, side } = useMemo(() => drawing(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="block aspect-square w-full"
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

function drawing(text: string): { path: string; side: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' });
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      let run = 1;
      while (column + run < modules.size && modules.get(row, column + run)) run++;
      path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h${run}v1h-${run}z`;
      column += run;
    }
  }
  return { path, side: modules.size + 2 * QUIET_ZONE };
}
