import type { LinkingPort, LinkView } from "../../handlers/kit/linking.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import { linkProve } from "../../protocol/actions/link.ts";
import { executorOf } from "../../protocol/executor-of.ts";
import { identityText, type LinkableIdentity } from "../../protocol/identity.ts";
import type { Person } from "../../protocol/messages.ts";
import { readLinkNonce } from "../../protocol/nonce.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Audit } from "../audit.ts";
import type { Inquiries } from "../inquiries.ts";
import type { Learn } from "../people/learn.ts";
import type { BelievedLink, People } from "../people/people.ts";
import type { Nonces } from "./nonces.ts";

/** Links people who prove by munge who they are. */
export interface Linking extends LinkingPort {
  /** The same for what was munged and handed over elsewhere: the nonce says which identity it is for. */
  readonly proveNonce: (nonce: string, credential: string) => Promise<Outcome<Person & { identity: LinkableIdentity }>>;
}

export interface LinkingParts {
  readonly people: Pick<People, "linkOf" | "all">;
  readonly nonces: Nonces;
  readonly inquiries: Pick<Inquiries, "ask">;
  readonly learn: Learn;
  readonly directory: Directory;
  readonly trust: Trust;
  readonly audit: Pick<Audit, "record">;
  readonly now: () => number;
}

/** One host has so long, in milliseconds; another is asked then. */
const patienceMs = 10_000;
const hostsAsked = 3;
/** Another host may do better: this one has no munged, or is of another release, or writes nothing down. */
const ofHost: ReadonlySet<string> = new Set([
  ...["munge.absent", "munge.failed", "action.unknown", "catalogue.version", "clock.off", "journal.unwritable"],
  ...["host.silent", "host.stopped"],
]);

export function createLinking(parts: LinkingParts): Linking {
  const { people, nonces, inquiries, learn, directory, trust, audit, now } = parts;

  const ask = async (host: string, identity: LinkableIdentity, nonce: string, credential: string) => {
    const input = { identity, nonce, credential };
    const executor = executorOf(trust, host, now());
    const result = await inquiries.ask({ host, action: linkProve.name, input, identity }, patienceMs);
    if (result === undefined || executor === undefined)
      return refused(refuse("host.silent", { host, since: now() - patienceMs }));
    if (result.status !== "done") return refused(result.refusal ?? refuse("munge.failed", { reason: result.status }));
    const wrong = await learn({ executor: executor.id, account: "", uid: 0, input }, result);
    const link = people.linkOf(identity)?.link;
    if (wrong !== undefined || link === undefined) return refused(refuse("link.proof"));
    return accepted(link.person);
  };
  const askAll = async (identity: LinkableIdentity, nonce: string, credential: string): Promise<Outcome<Person>> => {
    let last: Outcome<Person> = refused(refuse("host.none"));
    for (const { host } of directory
      .hosts()
      .filter(({ silent }) => !silent)
      .slice(0, hostsAsked)) {
      last = await ask(host, identity, nonce, credential);
      if (last.ok || !ofHost.has(last.refusal.code)) break;
    }
    return last;
  };
  const prove = async (identity: LinkableIdentity, credential: string): Promise<Outcome<Person>> => {
    const nonce = nonces.current(identity);
    const proved = nonce === undefined ? refused(refuse("link.nonce")) : await askAll(identity, nonce, credential);
    const about = { identity: identityText(identity) };
    if (proved.ok) {
      await nonces.end(identity);
      audit.record({ event: "link.proved", ...about, account: proved.value.name, uid: proved.value.uid });
    } else audit.record({ event: "link.refused", ...about, why: proved.refusal.code });
    return proved;
  };

  return {
    find: (identity) => viewOf(people.linkOf(identity)),
    of: (account) =>
      people
        .all()
        .map(viewOf)
        .filter((one) => one?.person.name === account)
        .filter((one) => one !== undefined)
        .toSorted((a, b) => a.since - b.since),
    begin: nonces.begin,
    prove,
    proveNonce: async (nonce, credential) => {
      const identity = readLinkNonce(nonce);
      if (identity === undefined || nonces.current(identity) !== nonce) return refused(refuse("link.nonce"));
      const proved = await prove(identity, credential);
      return proved.ok ? accepted({ ...proved.value, identity }) : proved;
    },
  };
}

function viewOf(believed: BelievedLink | undefined): LinkView | undefined {
  if (believed === undefined) return undefined;
  const { identity, person, how, by, iat: since } = believed.link;
  return { identity, person, how, by, since, statement: believed.statement };
}
