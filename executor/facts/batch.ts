interface Asked<T> {
  readonly name: string;
  readonly resolve: (value: T | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers questions about names: those that come together, or while an answer is under way, are asked as one. At most
 * `most` names at a time.
 */
export function createBatch<T>(ask: (names: readonly string[]) => Promise<ReadonlyMap<string, T>>, most: number) {
  let waiting: Asked<T>[] = [];
  let isAsking = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const now = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await ask([...new Set(now.map(({ name }) => name))]);
        for (const { name, resolve } of now) resolve(answers.get(name));
      } catch (error) {
        for (const { reject } of now) reject(error);
      }
    }
    isAsking = false;
  }

  return (name: string): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      waiting.push({ name, resolve, reject });
      if (isAsking) return;
      isAsking = true;
      setImmediate(() => void drain());
    });
}
