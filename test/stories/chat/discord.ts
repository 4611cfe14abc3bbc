import { setTimeout as pause } from "node:timers/promises";
import { commands } from "../../../handlers/registry.ts";
import type { FakeDiscord } from "../../fakes/discord/discord.ts";
import type { SeenMessage } from "../../fakes/discord/driver/message.ts";
import type { ChatSurface, Link, Person, Seen, Typed } from "./person.ts";
import { welcome } from "./slack.ts";

const seen = (message: SeenMessage): Seen => ({
  text: () => message.text,
  history: () => message.history,
  buttons: () => message.buttons,
  click: async (label) => void (await message.click(label)),
  vanish: message.remove,
  becomes: async (pattern, deadlineMs) => void (await message.waitForEdit(pattern, deadlineMs)),
});

/** The client sends whole numbers as numbers. */
function optionsOf({ command, values = {} }: Typed): Record<string, string | number> {
  const parameters = commands.find(({ family, verb }) => `${family} ${verb}` === command)?.parameters ?? [];
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isNumber = parameters.some((each) => each.name === name && each.kind === "integer");
      return [name, isNumber ? Number(value) : value];
    }),
  );
}

/** Discord; each interaction has to be answered in time. */
export function discordSurface(
  name: string,
  discord: FakeDiscord,
  link: (identity: string, account: string) => Promise<void>,
): ChatSurface {
  const people = new Map<string, Promise<Person>>();
  let last = "";
  const stranger = (language: "en" | "ja"): { person: Person; link: Link } => {
    const person = discord.person({ locale: language === "ja" ? "ja" : "en-US" });
    const made: Person = {
      types: async (typed, where = "direct") => {
        const acted = await person.uses(typed.command.trim(), optionsOf(typed), {
          in: where === "direct" ? "dm" : "general",
        });
        last = acted.interaction;
        if (acted.answer === "nothing") throw new Error(`${typed.command} was not answered in time`);
      },
      sees: async (pattern, deadlineMs) =>
        seen(await person.sees(pattern, { ...(deadlineMs === undefined ? {} : { deadlineMs }) })),
      messages: () =>
        person
          .messages()
          .filter(({ where, loading }) => where !== "channel" && !loading)
          .map(({ text }) => text),
      // Where they type: the approvers have a channel of their own, with cards that are for all there.
      channel: () => {
        const here = discord.channel("general").id;
        return person.messages("channel").flatMap(({ channel, text }) => (channel === here ? [text] : []));
      },
      corrects: async (_typed, values, problem) => {
        const modal = await person.modal();
        const told = [modal.text, ...modal.fields.flatMap(({ label, hint }) => [label, hint])].join("\n");
        if (!problem.test(told)) throw new Error(`the form does not say ${problem}: ${told}`);
        await modal.fill(values);
        await modal.submit();
      },
    };
    return { person: made, link: (account) => link(`discord:${discord.guild}/${person.id}`, account) };
  };
  const make = async (account: string, language: "en" | "ja"): Promise<Person> => {
    const { person, link: linkTo } = stranger(language);
    // Discord tells nobody's language unasked: only what somebody does shows it.
    await person.types({ command: "ping " });
    await linkTo(account);
    await person.sees(welcome[language]);
    return person;
  };
  return {
    name,
    stranger,
    mishaps: {
      cut: () => discord.gateway.cut(),
      fail: async (ms) => {
        const only = /messages/u;
        discord.faults.strike({ kind: "status", status: 500 }, { only, forMs: ms });
        await pause(ms);
        discord.faults.strike({ kind: "limited", afterMs: 1_000, scope: "user" }, { only, times: 1 });
      },
      redeliver: async () => discord.redeliver(last),
    },
    person: (account, language) => {
      const key = `${account} ${language}`;
      const known = people.get(key) ?? make(account, language);
      people.set(key, known);
      return known;
    },
  };
}
