import type { Message } from "../message.ts";
import type { Place } from "./arrival.ts";
import type { Audience } from "./surface.ts";

/** A refusal that is longer than this, in characters, is no note. */
const noteMaxLength = 1500;

/**
 * Who is to see a message that stands nowhere yet. In a direct message all is direct. In a channel a short refusal is a
 * note, what is for everybody stands there once it is whole, and all else goes to the person's direct messages.
 */
export function audienceOf(place: Place, message: Message): Audience {
  if (place.kind === "direct") return "direct";
  const { final, status, reply, job } = message;
  const isMistake = status === "refused" || status === "usage";
  if (final && isMistake && job === undefined && isShort(reply)) return "note";
  return final && status === "done" && reply.privacy === "place" ? "place" : "direct";
}

function isShort({ title, text = [], list = [], code = "", file }: Message["reply"]): boolean {
  const length = title.length + text.join("").length + code.length + list.flatMap(({ cells }) => cells).join("").length;
  return file === undefined && length <= noteMaxLength;
}
