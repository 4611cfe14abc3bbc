/** The terminals whose people are known, while they last. */
export interface Sessions {
  /** Takes a session in. False when this account, or everybody together, has as many as there may be. */
  readonly add: (session: OpenSession) => boolean;
  readonly remove: (session: OpenSession) => void;
  /** Has every session look whether it is over. */
  readonly look: () => void;
}

export interface OpenSession {
  readonly account: string;
  readonly look: () => void;
}

/** How many one account and all accounts may have at a time. */
const most = { account: 8, all: 500 } as const;

export function createSessions(): Sessions {
  const open = new Set<OpenSession>();
  return {
    add: (session) => {
      const theirs = [...open].filter(({ account }) => account === session.account);
      if (theirs.length >= most.account || open.size >= most.all) return false;
      open.add(session);
      return true;
    },
    remove: (session) => void open.delete(session),
    look: () => {
      for (const session of [...open]) session.look();
    },
  };
}
