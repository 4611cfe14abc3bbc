import type { ActionName } from "../../protocol/catalogue.ts";
import { type Outcome, refuse } from "../../protocol/refusal.ts";
import type { Parameter } from "../kit/definition.ts";
import { hostOffering } from "../kit/directory.ts";
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
export const cephHost = (context: Context, action: ActionName, requested: unknown): Outcome<string> =>
  hostOffering(context, action, requested, (host) => refuse("ceph.none", host === undefined ? {} : { host }));
