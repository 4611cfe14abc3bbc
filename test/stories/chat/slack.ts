import { setTimeout as pause } from "node:timers/promises";
import { lineOfForm } from "../../../handlers/kit/form-filled.ts";
import { commands } from "../../../handlers/registry.ts";
import type { SeenMessage } from "../../fakes/slack/driver/message.ts";
import type { Person as SlackPerson } from "../../fakes/slack/driver/person.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import type { Channel } from "../../fakes/slack/world.ts";
import type { ChatSurface, Link, Person, Seen, Typed } from "./person.ts";

export const welcome = { ja: /ようこそ/u, en: /Welcome/u } as const;

export const lineOf = ({ command, values = {} }: Typed): string => {
  const line = lineOfForm(command, values, commands);
  if (line === undefined) throw new Error(`there is no verb ${command}`);
  return line;
};

const seen = (message: SeenMessage): Seen => ({
  text: () => message.text,
  history: () => message.history,
  buttons: () => message.buttons,
  click: async (label) => void (await message.click(label)),
  vanish: message.vanishes,
  becomes: async (pattern, deadlineMs) => void (await message.waitForEdit(pattern, deadlineMs)),
});

/** Slack by whatever transport is on; each acknowledgement has to come in time. */
export function slackSurface(
  name: string,
  slack: FakeSlack,
  link: (identity: string, account: string) => Promise<void>,
): ChatSurface {
  const people = new Map<string, Promise<Person>>();
  let last: Awaited<ReturnType<SlackPerson["types"]>>;
  const stranger = (language: "en" | "ja"): { person: Person; link: Link } => {
    const person = slack.person({ locale: language === "ja" ? "ja-JP" : "en-US" });
    const channel: Channel = slack.channel({ members: [person] });
    const alone = () => person.messages().filter(({ where }) => where !== "channel");
    const made: Person = {
      types: async (typed, where = "direct") => {
        const acted = await person.types(lineOf(typed), where === "channel" ? { channel: channel.id } : {});
        last = acted;
        if (acted?.ok !== true) throw new Error(`${lineOf(typed)}: ${JSON.stringify(acted)}`);
      },
      sees: async (pattern, deadlineMs) =>
        seen(await person.sees(pattern, { ...(deadlineMs === undefined ? {} : { deadlineMs }) })),
      messages: () => alone().map(({ text }) => text),
      channel: () => person.messages("channel").map(({ text }) => text),
      corrects: async (_typed, values, problem) => {
        const modal = await person.modal();
        const told = [modal.text, ...Object.values(modal.problems)].join("\n");
        if (!problem.test(told)) throw new Error(`the form does not say ${problem}: ${told}`);
        await modal.fill(Object.fromEntries(Object.entries(values).map(([name, value]) => [`f.${name}`, value])));
        await modal.submit();
      },
    };
    return { person: made, link: (account) => link(`slack:${slack.team}/${person.id}`, account) };
  };
  const make = async (account: string, language: "en" | "ja"): Promise<Person> => {
    const { person, link: linkTo } = stranger(language);
    await linkTo(account);
    await person.sees(welcome[language]);
    return person;
  };
  return {
    name,
    stranger,
    mishaps: {
      cut: () => slack.sockets.cut(),
      fail: async (ms) => {
        const heal = slack.faults.add({ method: /^chat\./u, answer: { status: 500 } });
        await pause(ms);
        heal();
        slack.faults.add({ method: /^chat\./u, answer: { retryAfter: 1 }, times: 1 });
      },
      redeliver: async () => void (await last?.again()),
    },
    person: (account, language) => {
      const key = `${account} ${language}`;
      const known = people.get(key) ?? make(account, language);
      people.set(key, known);
      return known;
    },
  };
}
