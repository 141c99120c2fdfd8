/** What a browser printed: the pages of a PDF with the shapes that are filled on them, in millimetres. */
import { inflateSync } from 'node:zlib';
import { picture } from './pictures.ts';

type Point = { x: number; y: number };
/** A path as it is filled; `isDark` is what a camera sees of it. */
export type Shape = { points: Point[]; isDark: boolean };
export type PrintedPage = { widthMm: number; heightMm: number; shapes: Shape[] };

const MM_PER_POINT = 25.4 / 72;
type Matrix = [number, number, number, number, number, number];

/** Reads PDFs as Chromium writes them: uncompressed objects, Flate streams, no encryption. */
export function printedPages(pdf: Uint8Array): PrintedPage[] {
  const text = Buffer.from(pdf).toString('latin1');
  const objects = new Map<string, { head: string; body: () => string }>();
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', content = ''] = found;
    const at = content.indexOf('stream\n');
    const head = at < 0 ? content : content.slice(0, at);
    const body = () => inflateSync(Buffer.from(content.slice(at + 7), 'latin1')).toString('latin1');
    objects.set(id, { head, body });
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const box = /\/MediaBox \[([\d. ]+)\]/.exec(head)?.[1]?.split(' ').map(Number) ?? [];
    const [, , width = 0, height = 0] = box;
    const contents = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '';
    const shapes = filled(objects.get(contents)?.body() ?? '', height);
    return { widthMm: width * MM_PER_POINT, heightMm: height * MM_PER_POINT, shapes };
  });
}

/** Runs the drawing operators that fill paths; everything else draws no code. */
function filled(content: string, pageHeight: number): Shape[] {
  const shapes: Shape[] = [];
  let state: { matrix: Matrix; isDark: boolean } = { matrix: [1, 0, 0, 1, 0, 0], isDark: true };
  const saved: (typeof state)[] = [];
  let paths: Point[][] = [];
  let operands: number[] = [];
  const place = (x: number, y: number): Point => {
    const [a, b, c, d, e, f] = state.matrix;
    const [px, py] = [a * x + c * y + e, b * x + d * y + f];
    return { x: px * MM_PER_POINT, y: (pageHeight - py) * MM_PER_POINT };
  };
  for (const word of content.split(/\s+/)) {
    const number = Number(word);
    if (word !== '' && !Number.isNaN(number)) {
      operands.push(number);
      continue;
    }
    const [a = 0, b = 0, c = 0, d = 0] = operands;
    switch (word) {
      case 'q':
        saved.push(state);
        break;
      case 'Q':
        state = saved.pop() ?? state;
        break;
      case 'cm':
        state = { ...state, matrix: times(operands as Matrix, state.matrix) };
        break;
      case 'rg':
        state = { ...state, isDark: a + b + c < 1.5 };
        break;
      case 'g':
        state = { ...state, isDark: a < 0.5 };
        break;
      case 'm':
        paths.push([place(a, b)]);
        break;
      case 'l':
        paths.at(-1)?.push(place(a, b));
        break;
      case 're':
        paths.push([place(a, b), place(a + c, b), place(a + c, b + d), place(a, b + d)]);
        break;
      case 'f':
      case 'f*':
        shapes.push(...paths.map((points) => ({ points, isDark: state.isDark })));
        paths = [];
        break;
      case 'n':
      case 'S':
        paths = [];
        break;
    }
    operands = [];
  }
  return shapes;
}

export type Box = { x: number; y: number; width: number; height: number };

/** Where something dark was printed inside a box; undefined when there is nothing. */
export function darkInside({ shapes }: PrintedPage, box: Box): Box | undefined {
  const points = shapes
    .filter(({ isDark }) => isDark)
    .flatMap(({ points }) => points)
    .filter(({ x }) => x >= box.x && x <= box.x + box.width)
    .filter(({ y }) => y >= box.y && y <= box.y + box.height);
  if (points.length === 0) return undefined;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** What a scanner of 300 dpi makes of a box of a page, as a PNG; codes are made of upright rectangles. */
export function scanned(page: PrintedPage, box: Box): Uint8Array {
  const [width, height] = [px(box.width), px(box.height)];
  const luma = new Uint8Array(width * height).fill(255);
  for (const { points, isDark } of page.shapes) {
    const [xs, ys] = [points.map(({ x }) => x - box.x), points.map(({ y }) => y - box.y)];
    const [left, right] = [px(Math.min(...xs)), px(Math.max(...xs))].map((at) => clamp(at, width));
    const [top, bottom] = [px(Math.min(...ys)), px(Math.max(...ys))].map((at) => clamp(at, height));
    for (let y = top; y < bottom; y++) {
      luma.fill(isDark ? 0 : 255, y * width + left, y * width + right);
    }
  }
  return picture({ width, height, luma });
}

const px = (mm: number): number => Math.round(mm * (300 / 25.4));
const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** First `m`, then `n`, as `cm` adds to what is there. */
function times(m: Matrix, n: Matrix): Matrix {
  const [a, b, c, d, e, f] = m;
  const [A, B, C, D, E, F] = n;
  return [
    ...([a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D] as const),
    ...([e * A + f * C + E, e * B + f * D + F] as const),
  ];
}
