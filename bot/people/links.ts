import { identityText } from "../../protocol/identity.ts";
import type { PeerKeys } from "../../protocol/keys.ts";
import { type Link, LinkError, readLink } from "../../protocol/link.ts";
import { type ChatIdentity, clockToleranceSeconds } from "../../protocol/messages.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Removals } from "../links/removals.ts";
import type { Store } from "../store/database.ts";
import { linksIn, type StoredLink } from "../store/links.ts";
import type { BelievedLink, LinkedPerson, People } from "./people.ts";

/** A statement in memory, with what it said when it was last checked, and by which key. */
interface Kept extends StoredLink {
  readonly checked: { readonly link: Link; readonly signer: PeerKeys } | undefined;
}

/**
 * Who is who in the chats, from statements that executors signed; kept over restarts. What the database holds is
 * checked as if it had just arrived, and again whenever the trust file has changed: a key that is taken out of it takes
 * its links with it. One that was ended is not believed, whatever the database holds.
 */
export function openPeople(store: Store, trust: Trust, now: () => number, removals: Pick<Removals, "until">): People {
  const table = linksIn(store);
  const kept = new Map<string, Kept>(table.all().map((it) => [it.identity, { ...it, checked: undefined }]));
  const calls: ((identity: ChatIdentity, person: LinkedPerson) => void)[] = [];

  const isEnded = ({ identity, iat }: Link): boolean =>
    iat <= (removals.until(identityText(identity)) ?? Number.NEGATIVE_INFINITY);
  const believed = (identity: string): Link | undefined => {
    const link = trusted(identity);
    return link === undefined || isEnded(link) ? undefined : link;
  };
  const trusted = (identity: string): Link | undefined => {
    const known = kept.get(identity);
    if (known === undefined) return undefined;
    const { checked, statement } = known;
    // Each reading of the trust file makes the keys anew, so the same key means that nothing has changed.
    const isSame = checked !== undefined && trust.get(checked.signer.id) === checked.signer;
    if (isSame && (checked.link.how === "munge" || trust.has(checked.link.bot))) return checked.link;
    const again = readQuietly(statement, trust);
    const isThis = again !== undefined && identityText(again.link.identity) === identity;
    kept.set(identity, { ...known, checked: isThis ? again : undefined });
    return isThis ? again.link : undefined;
  };
  const find = (identity: string): LinkedPerson | undefined => {
    const person = believed(identity)?.person;
    return person === undefined ? undefined : { account: person.name, uid: person.uid };
  };

  const linkOf = (identity: string): BelievedLink | undefined => {
    const link = believed(identity);
    return link && { link, statement: kept.get(identity)?.statement ?? "" };
  };

  return {
    find: (identity) => find(identityText(identity)),
    linkOf: (identity) => linkOf(identityText(identity)),
    all: () => [...kept.keys()].map(linkOf).filter((one) => one !== undefined),
    identitiesOf: (account) =>
      [...kept.keys()].flatMap((identity) => {
        const link = believed(identity);
        return link?.person.name === account ? [link.identity] : [];
      }),
    take: async (statement) => {
      const checked = readLink(statement, trust);
      const { link } = checked;
      // One from the future could not be replaced until then.
      if (link.iat > now() + clockToleranceSeconds * 1000) throw new LinkError("the link is from the future");
      if (isEnded(link)) throw new LinkError("the link was ended since");
      const identity = identityText(link.identity);
      const fresh = { identity, statement, iat: link.iat };
      const isNewest = await store.write(() => table.put(fresh));
      if (!isNewest || link.iat <= (kept.get(identity)?.iat ?? Number.NEGATIVE_INFINITY)) return false;
      const before = find(identity);
      kept.set(identity, { ...fresh, checked });
      const person = { account: link.person.name, uid: link.person.uid };
      if (before?.account === person.account && before.uid === person.uid) return false;
      for (const call of calls) call(link.identity, person);
      return true;
    },
    onLinked: (call) => {
      calls.push(call);
    },
  };
}

function readQuietly(statement: string, trust: Trust): ReturnType<typeof readLink> | undefined {
  try {
    return readLink(statement, trust);
  } catch (cause) {
    if (cause instanceof LinkError) return undefined;
    throw cause;
  }
}
