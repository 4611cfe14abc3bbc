/**
 * Those who have connected and not yet proved who they are. Nobody can be told from anybody else by then (Node knows no
 * peer of a Unix socket), so there is room for few, and who comes when all is taken takes the place of a random one: a
 * flood keeps nobody out for certain, and holds nothing.
 */
export interface Newcomers {
  /**
   * @param from where they come from: a machine's address, or the socket
   * @param leave called when another takes the place
   * @returns what to call when they have proved themselves or have gone
   */
  readonly admit: (from: string, leave: () => void) => () => void;
}

/** Room for all, and for those from one place. */
export interface Room {
  readonly all: number;
  readonly each: number;
}

/** @param random gives numbers from 0 up to, not including, 1 */
export function createNewcomers({ all, each }: Room, random: () => number = Math.random): Newcomers {
  const here = new Set<{ readonly from: string; readonly leave: () => void }>();
  const makeRoom = (among: readonly { readonly leave: () => void }[]): void =>
    among[Math.floor(random() * among.length)]?.leave();
  return {
    admit: (from, leave) => {
      const theirs = [...here].filter((it) => it.from === from);
      if (theirs.length >= each) makeRoom(theirs);
      else if (here.size >= all) makeRoom([...here]);
      const place = {
        from,
        leave: () => {
          here.delete(place);
          leave();
        },
      };
      here.add(place);
      return () => void here.delete(place);
    },
  };
}
