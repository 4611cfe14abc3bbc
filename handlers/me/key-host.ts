import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { silent } from "../kit/directory.ts";
import type { Context, HostView } from "../kit/ports.ts";

/**
 * The host that keeps a person's public keys: the one that has them, else the first by name. Another must not stand in
 * for one that is silent: what is removed would come back when it does (docs/adr/0010-keys-have-one-keeper.md).
 */
export function keeperOf(context: Context): Outcome<HostView> {
  const hosts = context.directory.hosts().toSorted((a, b) => (a.host < b.host ? -1 : 1));
  const known = context.givenKeys?.(context.person)?.keeper;
  const keeper = hosts.find(({ host }) => host === known) ?? hosts[0];
  if (keeper === undefined) return refused(refuse("host.none"));
  return keeper.silent ? refused(silent(keeper)) : accepted(keeper);
}
