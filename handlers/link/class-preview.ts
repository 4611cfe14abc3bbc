import { identityText } from "../../protocol/identity.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { personText } from "../kit/text.ts";
import { words } from "./class.words.ts";
import type { ClassFile } from "./class-file.ts";

/** A file's people by what is to become of them. */
export interface Sorted {
  readonly link: readonly (ClassFile["people"][number] & { readonly was: string | undefined })[];
  /** Linked just so already. */
  readonly already: number;
  readonly unknown: readonly string[];
  readonly wrong: ClassFile["wrong"];
}

/** Holds a file against who is who now, and against the accounts that hosts know. */
export function sorted({ people, wrong }: ClassFile, { linking, directory }: Context): Sorted {
  const known = people.filter(({ account }) => directory.person(account) !== undefined);
  const all = known.map((one) => ({ ...one, was: linking?.find(one.identity)?.person.name }));
  return {
    link: all.filter(({ account, was }) => was !== account),
    already: all.filter(({ account, was }) => was === account).length,
    unknown: people.filter((one) => !known.includes(one)).map(({ account }) => account),
    wrong,
  };
}

const wrongShown = 20;

/** Who will be linked to what, who is left out and why, and the question. */
export function preview(read: Sorted, encoding: string, yes: string, context: Context): Reply {
  const { language, directory } = context;
  const { link, already, unknown, wrong } = read;
  return {
    tone: "question",
    title: words.ask[language](link.length),
    text: [
      ...(encoding === "UTF-8" ? [] : [words.encoding[language](encoding)]),
      ...(already === 0 ? [] : [words.already[language](already)]),
      ...(unknown.length === 0 ? [] : [words.unknown[language](unknown.join(", "))]),
      ...wrong.slice(0, wrongShown).map(({ line, why }) => words.line[language](line, words.wrong[why][language])),
      ...(wrong.length > wrongShown ? [words.more[language](wrong.length - wrongShown)] : []),
    ],
    list: link.map(({ account, identity, was }) => ({
      title: personText(directory.person(account) ?? { fullName: "", name: account }),
      cells: [identityText(identity), was === undefined ? words.fresh[language] : words.changed[language](was)],
    })),
    buttons: [{ label: words.yes[language], line: yes, style: "primary" }],
    privacy: "private",
  };
}
