import { type ImageChoice, imageChoiceSchema } from "../../protocol/actions/gpu.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { ownPath } from "../backup/shared.ts";
import { shown } from "../kit/characters.ts";
import { nearest } from "../kit/near.ts";
import type { Context } from "../kit/ports.ts";
import { imagesKnown } from "./host.ts";

/**
 * An image as people type it: a tested one by its name (pytorch), a sif of their own (~/my.sif, my.sif), or one of a
 * registry (docker://nvcr.io/nvidia/pytorch:24.05-py3, or the same without docker://).
 * Refused: image.unknown, image.own, image.reference.
 */
export function readImage(typed: string, context: Context): Outcome<ImageChoice> {
  if (/^docker:\/\//iu.test(typed)) return registry(typed.slice("docker://".length), typed);
  if (/^[~/.]|\.sif$/iu.test(typed)) {
    const path = ownPath(typed, context.person);
    const own = imageChoiceSchema.safeParse({ kind: "own", path: path.ok ? path.value : "" });
    return path.ok && path.value !== "" && own.success
      ? accepted(own.data)
      : refused(refuse("image.own", { typed: shown(typed) }));
  }
  if (/[/:@]/u.test(typed)) return registry(typed, typed);
  const name = typed.toLowerCase();
  const listed = imageChoiceSchema.safeParse({ kind: "listed", name });
  const known = imagesKnown(context).map((image) => image.name);
  // What was offered since the cluster was heard last, its host knows.
  if (listed.success && (known.length === 0 || known.includes(name))) return accepted(listed.data);
  const near = nearest(name, known).join(", ");
  return refused(refuse("image.unknown", { name: shown(typed), ...(near === "" ? {} : { near }) }));
}

function registry(reference: string, typed: string): Outcome<ImageChoice> {
  const read = imageChoiceSchema.safeParse({ kind: "registry", reference });
  return read.success ? accepted(read.data) : refused(refuse("image.reference", { typed: shown(typed) }));
}
