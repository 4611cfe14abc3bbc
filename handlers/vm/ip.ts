import type { OutputOf } from "../../protocol/action.ts";
import type { vmIp } from "../../protocol/actions/vm.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { words } from "./ip.words.ts";
import { guestLine, placeFor } from "./named.ts";
import { guestParameter, hostParameter } from "./parameters.ts";
import { button } from "./reachable.ts";
import { shared, states } from "./shared.words.ts";

type Looked = OutputOf<typeof vmIp>;

/** /vm ip NAME: interfaces, MAC, address. */
export const ip = actionCommand<"vm.ip">({
  kind: "action",
  action: "vm.ip",
  family: "vm",
  verb: "ip",
  summary: words.summary,
  parameters: [guestParameter, hostParameter],
  examples: ["/vm ip web", "/vm ip web --host vm1"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    return place.ok ? accepted({ host: place.value.host, input: { name: place.value.name } }) : place;
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: {},
  line: ({ name }, host) => guestLine("ip", name, host),
  done: (guest, context) => ({
    tone: "information",
    title: words.title[context.language](guest.name, states[guest.state][context.language]),
    ...networkOf(guest, context),
    buttons: buttonsFor(guest, context),
    privacy: "private",
  }),
});

/** The address that was seen for this boot, from where it is reachable, the line that logs in; or what to do. */
export function networkOf(guest: Looked, { language }: Context): Pick<Reply, "text" | "fields" | "code"> {
  const fields = guest.interfaces.flatMap(({ mac, seen, reserved, reach }) => [
    { label: shared.address[language], value: seen ?? addressUnseen(guest, reserved, language) },
    { label: shared.mac[language], value: mac },
    { label: shared.reach[language], value: shared.from[reach][language](guest.host) },
  ]);
  const text = guest.ssh !== null ? shared.login : guest.state === "running" ? words.wait : words.start;
  return {
    text: [text[language]],
    fields: [...fields, { label: shared.hostName[language], value: guest.hostName }],
    ...(guest.ssh === null ? {} : { code: guest.ssh }),
  };
}

const addressUnseen = (guest: Looked, reserved: string | null, language: Context["language"]): string =>
  reserved === null || guest.state !== "running" ? shared.noAddress[language] : words.reserved[language](reserved);

/** What can be done with a guest in its state. */
export function buttonsFor(guest: Looked, context: Context): readonly Button[] {
  const remove: Button = { ...button("delete", guest.name, context), style: "danger" };
  const running = guest.state === "running" || guest.state === "paused";
  const look = running && guest.ssh === null ? [button("ip", guest.name, context)] : [];
  return running
    ? [...look, button("stop", guest.name, context), button("restart", guest.name, context), remove]
    : [button("start", guest.name, context), remove];
}
