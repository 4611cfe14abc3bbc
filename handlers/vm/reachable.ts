import type { z } from "zod";
import type { reachableSchema } from "../../protocol/actions/vm.ts";
import type { Context } from "../kit/ports.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { guestLine } from "./named.ts";
import { shared } from "./shared.words.ts";

type Reachable = z.infer<typeof reachableSchema>;

/** Where a guest that runs answers, and the line that logs in. */
export function reachableReply(guest: Reachable, title: string, context: Context, more: Reply["fields"] = []): Reply {
  const { language } = context;
  return {
    tone: "done",
    title,
    fields: [
      { label: shared.address[language], value: guest.address },
      { label: shared.hostName[language], value: guest.hostName },
      { label: shared.reach[language], value: shared.from[guest.reach][language](guest.host) },
      ...more,
    ],
    text: [(guest.sshOpen === false ? shared.closed : shared.login)[language]],
    code: guest.ssh,
    buttons: [
      button("stop", guest.name, context),
      button("show", guest.name, context),
      { ...button("delete", guest.name, context), style: "danger" },
    ],
    privacy: "private",
  };
}

/** A button that does one thing to one guest. */
export const button = (
  verb: "show" | "start" | "stop" | "restart" | "delete" | "ip",
  name: string,
  { language }: Pick<Context, "language">,
): Button => ({ label: shared[verb][language], line: guestLine(verb, name) });
