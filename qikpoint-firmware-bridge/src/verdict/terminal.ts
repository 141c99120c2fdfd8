/** One line per scan for the person at the terminal: colour, symbol and sentence. */
import type { Display } from '../frame/messages.ts';

const colors = { green: 32, red: 31, amber: 33, blue: 34, black: 90 } as const;

export function symbolOf({ stage, led }: Display): string {
  if (stage === 'trouble') return '‼';
  if (stage === 'saved') return '…';
  return led.color === 'green' ? '✓' : '✗';
}

/** @param colored whether the terminal takes ANSI colours; the symbol says the same without. */
export function terminalLine(display: Display, colored: boolean, latencyMs?: number): string {
  const line = `${symbolOf(display)} ${display.title}`;
  const title = colored ? `\u001b[1;${colors[display.led.color]}m${line}\u001b[0m` : line;
  const took = latencyMs === undefined ? '' : `  (${Math.round(latencyMs)} ms)`;
  return `${title}  ${display.sentence}${took}`;
}

export const takesColors = (stream: NodeJS.WriteStream) =>
  stream.isTTY === true && !process.env.NO_COLOR;
