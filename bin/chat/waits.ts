import type { Reply } from "../../handlers/kit/reply.ts";

/** The commands whose final message is still to come, oldest first. */
export interface Waits {
  readonly begin: (id: string) => void;
  readonly see: (id: string, reply: Reply) => void;
  readonly end: (id: string) => boolean;
  /** Ends all and returns their ids. */
  readonly endAll: () => readonly string[];
  /** The newest message of each that has one. */
  readonly shown: () => readonly { readonly id: string; readonly reply: Reply }[];
}

export function createWaits(): Waits {
  const open = new Map<string, Reply | undefined>();
  return {
    begin: (id) => void open.set(id, undefined),
    see: (id, reply) => {
      if (open.has(id)) open.set(id, reply);
    },
    end: (id) => open.delete(id),
    endAll: () => {
      const ids = [...open.keys()];
      open.clear();
      return ids;
    },
    shown: () => [...open].flatMap(([id, reply]) => (reply === undefined ? [] : [{ id, reply }])),
  };
}
