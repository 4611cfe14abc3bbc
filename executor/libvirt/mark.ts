import { z } from "zod";
import { type Person, personSchema } from "../../protocol/messages.ts";
import { guestNameSchema } from "../../protocol/names.ts";
import { attribute, child, children, cleanText, text, type XmlNode } from "./xml.ts";

/** Namespace of the element in a domain's metadata that makes it Shisa's; a domain without it is foreign. */
export const markNamespace = "urn:shisa:guest:1";

const markSchema = z.strictObject({
  uuid: z.uuid(),
  owner: personSchema,
  name: guestNameSchema,
  template: z.string().min(1),
  createdAt: z.iso.datetime(),
  diskGiB: z.int().min(1),
  note: z.string().nullable(),
});

/** What Shisa wrote into a domain when it made it: whose it is, what they call it, and what it was made from. */
export type Mark = z.infer<typeof markSchema>;

/** The `<metadata>` element of a domain. */
export function markElement(mark: Mark): XmlNode {
  return {
    "shisa:guest": {
      "@xmlns:shisa": markNamespace,
      "@uuid": mark.uuid,
      "@created": mark.createdAt,
      "shisa:owner": { "@uid": String(mark.owner.uid), "@name": mark.owner.name },
      "shisa:name": mark.name,
      "shisa:template": mark.template,
      "shisa:disk": { "@gib": String(mark.diskGiB) },
      ...(mark.note === null ? {} : { "shisa:note": cleanText(mark.note) }),
    },
  };
}

/**
 * Reads the mark out of a domain's `<metadata>`.
 * undefined where there is none, where it is damaged, and where it names another domain (a copy of a guest that
 * somebody made by hand carries the original's mark): such a domain is foreign.
 */
export function readMark(metadata: XmlNode | undefined, uuid: string): Mark | undefined {
  const found = Object.keys(metadata ?? {}).flatMap((tag) =>
    children(metadata, tag).flatMap((element) => {
      const [prefix, local] = tag.includes(":") ? tag.split(":") : [undefined, tag];
      const namespace = attribute(element, prefix === undefined ? "xmlns" : `xmlns:${prefix}`);
      return namespace === markNamespace && local === "guest" ? [{ element, prefix }] : [];
    }),
  );
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const mark = markSchema.safeParse(fields(only.element, only.prefix));
  return mark.success && mark.data.uuid === uuid ? mark.data : undefined;
}

function fields(element: XmlNode, prefix: string | undefined): unknown {
  const part = (name: string) => child(element, prefix === undefined ? name : `${prefix}:${name}`);
  return {
    uuid: attribute(element, "uuid"),
    owner: { uid: Number(attribute(part("owner"), "uid")), name: attribute(part("owner"), "name") },
    name: text(part("name")),
    template: text(part("template")),
    createdAt: attribute(element, "created"),
    diskGiB: Number(attribute(part("disk"), "gib")),
    note: text(part("note")) ?? null,
  };
}

/** Whether a marked domain is this person's: account number and name both. */
export const isOwner = (mark: Mark, person: Person): boolean =>
  mark.owner.uid === person.uid && mark.owner.name === person.name;
