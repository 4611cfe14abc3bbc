import type { Arrival, Reference } from "../../../../bot/chat/arrival.ts";
import { type Audience, SendError, type Shown, type Surface } from "../../../../bot/chat/surface.ts";
import type { Message } from "../../../../bot/message.ts";

/** What a scripted platform was asked to do. */
export interface Call {
  readonly act: "post" | "edit" | "reply";
  readonly audience: Audience | undefined;
  readonly title: string;
  readonly at: Reference | undefined;
}

type Fault = ConstructorParameters<typeof SendError>[0];

/** A platform that keeps what it was asked, and fails as it is told. */
export function scriptedSurface(editsPerMinute = Number.POSITIVE_INFINITY) {
  const calls: Call[] = [];
  const faults: { readonly act: Call["act"]; readonly kind: Fault; readonly afterMs: number }[] = [];
  let messages = 0;
  const failing = (act: Call["act"]): void => {
    const index = faults.findIndex((fault) => fault.act === act);
    const [fault] = index < 0 ? [] : faults.splice(index, 1);
    if (fault !== undefined) throw new SendError(fault.kind, "as the test says", { afterMs: fault.afterMs });
  };
  const surface: Surface = {
    platform: "slack",
    editEveryMs: 0,
    editsPerMinute,
    post: async (audience, to, shown) => {
      failing("post");
      messages += 1;
      const channel = audience === "direct" ? `D-${to.identity.user}` : to.place.channel;
      const at = audience === "note" ? undefined : { channel, message: `m${messages}`, audience };
      calls.push({ act: "post", audience, title: titleOf(shown), at });
      return at;
    },
    reply: async (under, shown) => {
      failing("reply");
      messages += 1;
      const at = { channel: under.channel, message: `m${messages}`, audience: "place" } as const;
      calls.push({ act: "reply", audience: undefined, title: titleOf(shown), at: under });
      return at;
    },
    edit: async (at, shown) => {
      failing("edit");
      calls.push({ act: "edit", audience: undefined, title: titleOf(shown), at });
    },
    admit: async () => undefined,
    fetch: async () => new Uint8Array(),
  };
  return {
    surface,
    calls,
    fail: (act: Call["act"], kind: Fault, times = 1, afterMs = 0): void => {
      for (let time = 0; time < times; time += 1) faults.push({ act, kind, afterMs });
    },
  };
}

const titleOf = ({ reply, final }: Shown): string => `${reply.title}${final ? "" : " …"}`;

export const hanako = { platform: "slack", workspace: "T1", user: "U1" } as const;
export const taro = { platform: "slack", workspace: "T1", user: "U2" } as const;

export const arrivalIn = (kind: "direct" | "channel", changes: Partial<Arrival> = {}): Arrival => ({
  invocation: "slack:1",
  identity: hanako,
  place: { channel: kind === "direct" ? "D1" : "C1", kind },
  line: "/vm list",
  confirmed: false,
  attachments: [],
  at: 1_775_003_400_000,
  ...changes,
});

export const working = (title: string): Message => ({
  reply: { tone: "working", title, privacy: "private" },
  final: false,
  job: 1,
});
export const ended = (title: string, changes: Partial<Message> = {}): Message => ({
  reply: { tone: "done", title, privacy: "private" },
  final: true,
  status: "done",
  ...changes,
});
