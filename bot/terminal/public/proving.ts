import type { Directory } from "../../../handlers/kit/ports.ts";
import { sessionOpen } from "../../../protocol/actions/session.ts";
import { type ChatIdentity, clockToleranceSeconds, type Person } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { readSession } from "../../../protocol/session.ts";
import { StatementError } from "../../../protocol/statement.ts";
import type { Trust } from "../../../protocol/trust.ts";
import type { Inquiries } from "../../inquiries.ts";

/** A session that an executor has signed. */
export interface Proof {
  readonly person: Person;
  readonly statement: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Finds out who sits at a terminal. `gone`: nobody waits for it any more. */
export type Prove = (identity: ChatIdentity, credential: string, gone: () => boolean) => Promise<Outcome<Proof>>;

export interface ProvingParts {
  readonly inquiries: Pick<Inquiries, "ask">;
  readonly directory: Directory;
  readonly trust: Trust;
  /** Thumbprint of this bot's key. */
  readonly bot: string;
  readonly now: () => number;
}

/** One host has so long to say who it is, in milliseconds; another is asked then. */
const patienceMs = 6_000;
const hostsAsked = 3;
/** So many are asked about at a time: an executor's quick lane stays free for those who are known. */
const atOnce = 3;
const waitingMost = 60;
/** After one that was false, its place stays taken a little: a flood of them writes no faster to a host's disk. */
const restMs = 250;
/** Another host may know better: this one has no munged, or no answer. */
const isOfHost = (code: string): boolean =>
  ["munge.absent", "munge.failed", "action.unknown", "catalogue.version", "clock.off", "journal.unwritable"].includes(
    code,
  );

/** Asks executors, a few at a time, and believes nothing but what one of them has signed about just this session. */
export function createProving(parts: ProvingParts): Prove {
  const { inquiries, directory, trust, bot, now } = parts;
  let running = 0;
  let waiting: { readonly begin: () => void; readonly turnAway: () => void }[] = [];
  /** Where somebody could be proved last: a host without munged is not asked each time. */
  let usual: string | undefined;

  const turn = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (running < atOnce) {
        running += 1;
        resolve(true);
        return;
      }
      if (waiting.length >= waitingMost) waiting.splice(Math.floor(Math.random() * waiting.length), 1)[0]?.turnAway();
      waiting.push({ begin: () => resolve(true), turnAway: () => resolve(false) });
    });
  const next = (): void => {
    const [first, ...rest] = waiting;
    waiting = rest;
    if (first === undefined) running -= 1;
    else first.begin();
  };
  const read = (identity: ChatIdentity, host: string, statement: string): Proof | undefined => {
    try {
      const { person, bot: of, session, iat, until, iss } = readSession(statement, trust);
      const isThis = of === bot && session === identity.user && trust.get(iss)?.name === host;
      const isNow = iat <= now() + clockToleranceSeconds * 1_000 && now() < until;
      return isThis && isNow ? { person, statement, until } : undefined;
    } catch (cause) {
      if (cause instanceof StatementError) return undefined;
      throw cause;
    }
  };
  const askOne = async (host: string, identity: ChatIdentity, credential: string): Promise<Outcome<Proof>> => {
    const inquiry = { host, action: sessionOpen.name, input: { credential }, identity };
    const result = await inquiries.ask(inquiry, patienceMs);
    if (result === undefined) return refused(refuse("host.silent", { host, since: now() - patienceMs }));
    if (result.status !== "done") return refused(result.refusal ?? refuse("munge.failed", { reason: result.status }));
    const proof = read(identity, host, sessionOpen.output.parse(result.output).session);
    return proof === undefined ? refused(refuse("session.other")) : accepted(proof);
  };
  const askAll = async (identity: ChatIdentity, credential: string, gone: () => boolean): Promise<Outcome<Proof>> => {
    const heard = directory.hosts().filter(({ silent }) => !silent);
    const hosts = heard.map(({ host }) => host).sort((a, b) => Number(b === usual) - Number(a === usual));
    let last: Outcome<Proof> = refused(refuse("host.none"));
    for (const host of hosts.slice(0, hostsAsked)) {
      if (gone()) break;
      last = await askOne(host, identity, credential);
      if (last.ok) usual = host;
      if (last.ok || (last.refusal.code !== "host.silent" && !isOfHost(last.refusal.code))) break;
    }
    return last;
  };

  return async (identity, credential, gone) => {
    if (!(await turn())) return refused(refuse("session.busy"));
    let isFalse = true;
    try {
      if (gone()) {
        isFalse = false;
        return refused(refuse("session.over"));
      }
      const found = await askAll(identity, credential, gone);
      isFalse = !found.ok;
      return found;
    } finally {
      if (isFalse) setTimeout(next, restMs);
      else next();
    }
  };
}
