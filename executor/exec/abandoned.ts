/** A program that was told to end and did not. */
export interface AbandonedChild {
  readonly pid: number;
  readonly program: string;
  /** The account whose slot it holds, where it was started for somebody. */
  readonly owner: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Remembers such programs until they are really gone. */
export function createAbandoned(onAbandoned: (child: AbandonedChild) => void = () => undefined) {
  const children = new Set<AbandonedChild>();
  return {
    add(child: AbandonedChild, gone: Promise<unknown>): void {
      children.add(child);
      void gone.then(() => children.delete(child));
      onAbandoned(child);
    },
    list: (): readonly AbandonedChild[] => [...children],
  };
}
