import { keyLimits } from "../../policies/limits.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { holdsPrivateKey } from "../../protocol/ssh/private-key.ts";
import { actionCommand, type Values } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { words } from "./key-add.words.ts";
import { keeperOf } from "./key-host.ts";
import { keyLine } from "./key-list.ts";
import { type GivenKey, readKeyText } from "./key-text.ts";

const exampleKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO6mGsVFVFiLfNgJ0SaUrwE3lp5tjLZEzDf43eEtNWI7";

/** /me key add: a public key, pasted or as a file, that opens the guests made from now on. */
export const addKey = actionCommand<"key.add">({
  kind: "action",
  action: "key.add",
  family: "me",
  verb: "key add",
  summary: words.summary,
  parameters: [
    { name: "key", kind: "text", place: "positional", required: false, text: words.key, rest: true, limit: 3_900 },
    { name: "file", kind: "file", place: "option", required: false, text: words.file },
  ],
  oneOf: ["key", "file"],
  examples: [`/me key add ${exampleKey} phone`, `/me key add ${exampleKey} 研究室のノートPC`],
  prepare: async (values, context) => {
    const keys = givenIn(values);
    if (!keys.ok) return keys;
    const keeper = keeperOf(context);
    return keeper.ok ? accepted({ host: keeper.value.host, input: { keys: [...keys.value] } }) : keeper;
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ keys }) => {
    const [key, ...more] = keys;
    // A line holds one key; several came in a file, which has to be attached again.
    return key === undefined || more.length > 0 ? "/me key add" : formatLine(["me", "key", "add", keyText(key)]);
  },
  done: ({ added, known, total }, context) => {
    const { language } = context;
    const isNew = added.length > 0;
    return {
      tone: "done",
      title: isNew ? words.done[language](added.length) : words.known[language](known.length),
      text: [
        ...(isNew ? [words.use[language]] : []),
        ...(isNew && known.length > 0 ? [words.alsoKnown[language](known.length)] : []),
        ...(isNew ? [words.notYou[language]] : []),
      ],
      list: (isNew ? added : known).map((key) => keyLine(key, context)),
      buttons: [
        { label: words.make[language], line: "/vm create", style: "primary" },
        { label: words.list[language], line: "/me key list" },
      ],
      privacy: "private",
      footer: words.total[language](total, keyLimits.keys),
    };
  },
});

/** What was pasted and what was attached, read as one. */
function givenIn(values: Values): Outcome<readonly GivenKey[]> {
  const { key: typed, file } = values;
  const attached = typeof file === "object" ? file : undefined;
  if (attached !== undefined && attached.content.byteLength > keyLimits.bytes) {
    const { name, content } = attached;
    const numbers = { name: name.slice(0, 100), size: content.byteLength, limit: keyLimits.bytes };
    return refused(refuse("file.too_large", numbers));
  }
  const text = [typeof typed === "string" ? typed : "", attached === undefined ? "" : textOf(attached.content)].join(
    "\n",
  );
  return holdsPrivateKey(text) ? refused(refuse("key.private")) : readKeyText(text);
}

/** Windows' Notepad and PowerShell write UTF-16 with a mark in front. */
function textOf(content: Uint8Array): string {
  const [first, second] = content;
  return new TextDecoder(first === 0xff && second === 0xfe ? "utf-16le" : "utf-8").decode(content);
}

const keyText = ({ key, comment }: GivenKey): string => (comment === "" ? key : `${key} ${comment}`);
