/** How long work may go on after its signal was aborted, in milliseconds, before nobody waits for it any more. */
const graceMs = 10_000;

/** The work's own end, or an error when it goes on long after its signal was aborted. */
export async function bounded<T>(signal: AbortSignal, work: Promise<T>, grace: number = graceMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let giveUp: () => void = () => undefined;
  const overdue = new Promise<never>((_, reject) => {
    giveUp = () => {
      timer = setTimeout(() => reject(new Error("it did not stop when it was told to")), grace);
    };
  });
  // Nobody may be listening when it rejects.
  overdue.catch(() => undefined);
  if (signal.aborted) giveUp();
  else signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}
