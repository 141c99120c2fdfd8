/**
 * Single keys in the terminal of `npm start`. Resolves on Ctrl-C or q; never resolves where
 * standard input is no terminal.
 */
export function listenForKeys(actions: Record<string, () => unknown>): Promise<void> {
  const { stdin } = process;
  if (!stdin.isTTY) return new Promise(() => {});
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve) => {
    stdin.on('data', (data) => {
      const key = data.toString();
      if (key === '\u0003' || key === 'q') {
        stdin.setRawMode(false);
        stdin.pause();
        resolve();
      } else {
        void actions[key]?.();
      }
    });
  });
}
