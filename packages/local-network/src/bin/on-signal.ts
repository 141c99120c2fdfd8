/**
 * Runs `stop` once on SIGINT or SIGTERM and exits afterwards; a second signal exits at once.
 * Returns the same function for other reasons to stop.
 */
export function stopOnSignal(stop: () => Promise<void>): () => void {
  let stopping = false;
  const begin = () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', begin);
  process.on('SIGTERM', begin);
  return () => {
    if (!stopping) begin();
  };
}
