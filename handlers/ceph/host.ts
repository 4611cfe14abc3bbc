import type { ActionName } from "../../protocol/catalogue.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Parameter } from "../kit/definition.ts";
import { hostNamed, silent } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";

/** Needed only where several hosts know a cluster, or more than one cluster. */
export const hostParameter: Parameter = {
  name: "host",
  kind: "host",
  place: "option",
  required: false,
  text: { ja: "たずねるホスト(省略すると1台選びます)", en: "the host to ask; one is chosen unless you say" },
};

/** A host that can do this to Ceph: the one that was named, else the first that is heard. */
export function cephHost(context: Context, action: ActionName, requested: unknown): Outcome<string> {
  if (typeof requested === "string") {
    const named = hostNamed(context, requested);
    if (!named.ok) return named;
    const can = named.value.inventory.actions.includes(action);
    return can ? accepted(named.value.host) : refused(refuse("ceph.none", { host: named.value.host }));
  }
  const able = context.directory.hosts().filter(({ inventory }) => inventory.actions.includes(action));
  const heard = able.find((view) => !view.silent);
  if (heard !== undefined) return accepted(heard.host);
  const [first] = able;
  return refused(first === undefined ? refuse("ceph.none") : silent(first));
}
