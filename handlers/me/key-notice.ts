import type { ToldKey } from "../../protocol/actions/keys.ts";
import type { Reader } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { words } from "./key-add.words.ts";
import { keyLine } from "./key-list.ts";

/** What a person is told wherever else they are known when keys were added in their name. */
export function keyNotice(added: readonly ToldKey[], reader: Reader): Reply {
  const { language } = reader;
  return {
    tone: "information",
    title: words.notice[language],
    text: [words.use[language], words.notYou[language]],
    list: added.map((key) => keyLine(key, reader)),
    buttons: [{ label: words.list[language], line: "/me key list" }],
    privacy: "private",
  };
}
