/** A worker that was just installed takes a moment before it can be used. */
export function activated({ installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (!worker) return Promise.resolve();
  return new Promise((done, failed) => {
    const look = () => {
      if (worker.state === 'activated') done();
      if (worker.state === 'redundant') failed(new Error('the worker was replaced'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
