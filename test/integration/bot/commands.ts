import type { Handlers } from "../../../bot/handlers.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import { actionCommand, type Command, localCommand } from "../../../handlers/kit/definition.ts";
import { accepted } from "../../../protocol/refusal.ts";

const both = (text: string) => ({ ja: text, en: text });

/** Three small verbs in the real forms: one job without steps, one with, one that the bot answers. */
const commands: readonly Command[] = [
  actionCommand<"host.ping">({
    kind: "action",
    action: "host.ping",
    family: "ping",
    verb: "",
    summary: both("ping"),
    parameters: [{ name: "host", kind: "text", place: "positional", required: false, text: both("host") }],
    examples: ["/ping", "/ping vm1"],
    prepare: async ({ host }) => accepted({ host: typeof host === "string" ? host : "vm1", input: {} }),
    working: () => both("Pinging"),
    steps: {},
    line: () => "/ping",
    done: ({ host }) => ({ tone: "done", title: `pong from ${host}`, privacy: "place" }),
  }),
  actionCommand<"vm.create">({
    kind: "action",
    action: "vm.create",
    family: "vm",
    verb: "create",
    summary: both("create"),
    parameters: [{ name: "name", kind: "text", place: "positional", required: true, text: both("name") }],
    examples: ["/vm create web", "/vm create db"],
    prepare: async ({ name }) =>
      accepted({
        host: "vm1",
        input: { template: "tiny", name: typeof name === "string" ? name : "", cpu: 1, memoryMiB: 512, diskGiB: 2 },
      }),
    working: ({ name }) => both(`Creating ${name}`),
    steps: {
      reserve: both("reserve"),
      overlay: both("overlay"),
      seed: both("seed"),
      define: both("define"),
      start: both("start"),
      address: both("address"),
    },
    line: ({ name }) => `/vm create ${name}`,
    done: ({ name, address }) => ({ tone: "done", title: `${name} is up`, code: address, privacy: "private" }),
  }),
  localCommand({
    kind: "local",
    permission: "me",
    family: "me",
    verb: "",
    summary: both("me"),
    parameters: [],
    examples: ["/me", "/me"],
    answer: async (_values, { person }) => ({
      reply: { tone: "information", title: person.fullName, privacy: "private" },
      output: { name: person.name },
    }),
  }),
  localCommand({
    kind: "local",
    permission: "vm.list",
    family: "hosts",
    verb: "",
    summary: both("hosts"),
    parameters: [],
    examples: ["/hosts", "/hosts"],
    answer: async (_values, { directory }) => ({
      reply: { tone: "information", title: "hosts", privacy: "private" },
      output: Object.fromEntries(directory.hosts().map(({ host, silent }) => [host, silent ? "silent" : "heard"])),
    }),
  }),
];

export const testHandlers: Handlers = { ...usualHandlers, commands };
