/** Wakes one waiter; a ring while nobody waits is kept, so that no scan is overlooked. */
export class Bell {
  private rung = false;
  private waiter: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.waiter?.();
  }

  /** True at the next ring, at once when it rang before; false after the time given. */
  wait(mostMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = () => {
        const { rung } = this;
        clearTimeout(timer);
        this.rung = false;
        this.waiter = undefined;
        resolve(rung);
      };
      const timer = setTimeout(done, mostMs);
      this.waiter = done;
      if (this.rung) done();
    });
  }
}
