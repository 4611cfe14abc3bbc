/**
 * Lets so many pieces of work run at a time; the others wait, first come, first served. Each begins in a turn of the
 * event loop of its own, after whatever else has come in.
 */
export function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = (): void => {
    if (running >= most) return;
    const begin = waiting.shift();
    if (begin === undefined) return;
    running += 1;
    setImmediate(begin);
  };
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        work()
          .then(resolve, reject)
          .finally(() => {
            running -= 1;
            next();
          });
      });
      next();
    });
}
