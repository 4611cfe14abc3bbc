import { keyLimits } from "../../policies/limits.ts";
import type { ToldKey } from "../../protocol/actions/keys.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Reader } from "../kit/ports.ts";
import { timeText } from "../kit/text.ts";
import { keeperOf } from "./key-host.ts";
import { words } from "./key-list.words.ts";

/** /me key list, or /me key: the person's own public keys, with what tells one from another. */
export const listKeys = actionCommand<"key.list">({
  kind: "action",
  action: "key.list",
  family: "me",
  verb: "key list",
  summary: words.summary,
  parameters: [],
  examples: ["/me key list", "/me key"],
  prepare: async (_values, context) => {
    const keeper = keeperOf(context);
    return keeper.ok ? accepted({ host: keeper.value.host, input: {} }) : keeper;
  },
  working: () => words.working,
  steps: {},
  line: () => "/me key list",
  done: ({ keys }, context) => {
    const { language } = context;
    return {
      tone: "information",
      title: keys.length === 0 ? words.none[language] : words.title[language],
      text: [words.home[language]],
      list: keys.map((key) => keyLine(key, context)),
      buttons: [
        { label: words.add[language], line: "/me key add" },
        ...keys.map((key) => ({
          label: words.remove[language](nameOf(key).slice(0, 30)),
          line: formatLine(["me", "key", "remove", key.fingerprint]),
          style: "danger" as const,
        })),
      ],
      privacy: "private",
      footer: words.total[language](keys.length, keyLimits.keys),
    };
  },
});

/** What a key is called: its comment, or, where it has none, its type. */
export const nameOf = ({ comment, type }: Pick<ToldKey, "comment" | "type">): string =>
  comment === "" ? type : comment;

/** A key as one entry of a list: its name, then as `ssh-keygen -l` tells it, when it was added, and from where. */
export function keyLine(key: ToldKey, reader: Reader): { title: string; cells: string[] } {
  const { type, bits, fingerprint, addedAt, by } = key;
  const { language } = reader;
  const platform = Object.hasOwn(words.places, by.platform) ? words.places[by.platform]?.[language] : undefined;
  const where = [platform ?? by.platform, by.user].filter((part) => part !== "").join(" ");
  return { title: nameOf(key), cells: [`${type} ${bits}`, fingerprint, timeText(addedAt, reader), where] };
}
