import { commands } from "../../../handlers/registry.ts";
import type { FakeDiscord } from "../../fakes/discord/discord.ts";
import type { SeenMessage } from "../../fakes/discord/driver/message.ts";
import type { ChatSurface, Person, Seen, Typed } from "./person.ts";

const seen = (message: SeenMessage): Seen => ({
  text: () => message.text,
  history: () => message.history,
  buttons: () => message.buttons,
  click: async (label) => void (await message.click(label)),
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
  const make = async (account: string, language: "en" | "ja"): Promise<Person> => {
    const person = discord.person({ locale: language === "ja" ? "ja" : "en-US" });
    await person.uses("ping", {}, { in: "dm" });
    await person.sees(new RegExp(`discord:${discord.guild}/${person.id}`, "u"));
    await link(`discord:${discord.guild}/${person.id}`, account);
    await person.sees(language === "ja" ? /ようこそ/u : /Welcome/u, { where: "direct" });
    return {
      types: async (typed, where = "direct") => {
        const acted = await person.uses(typed.command, optionsOf(typed), { in: where === "direct" ? "dm" : "general" });
        if (acted.answer === "nothing") throw new Error(`${typed.command} was not answered in time`);
      },
      sees: async (pattern, deadlineMs) =>
        seen(await person.sees(pattern, { ...(deadlineMs === undefined ? {} : { deadlineMs }) })),
      messages: () =>
        person
          .messages()
          .filter(({ where, loading }) => where !== "channel" && !loading)
          .map(({ text }) => text),
      channel: () => person.messages("channel").map(({ text }) => text),
      corrects: async (_typed, values, problem) => {
        const modal = await person.modal();
        const told = [modal.text, ...modal.fields.flatMap(({ label, hint }) => [label, hint])].join("\n");
        if (!problem.test(told)) throw new Error(`the form does not say ${problem}: ${told}`);
        await modal.fill(values);
        await modal.submit();
      },
    };
  };
  return {
    name,
    person: (account, language) => {
      const key = `${account} ${language}`;
      const known = people.get(key) ?? make(account, language);
      people.set(key, known);
      return known;
    },
  };
}
