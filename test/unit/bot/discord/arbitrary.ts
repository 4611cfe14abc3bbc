import fc from "fast-check";
import type { Shown } from "../../../../bot/chat/surface.ts";
import type { Form, FormField } from "../../../../handlers/kit/form.ts";

/** What somebody may want Discord to make of a text. */
export const hostile = [
  "@everyone @here <@1> <@!1> <@&1> <#1> </vm:1> <id:home> <:a:1> <t:1:R>",
  "https://evil.example/x?a=1 http://evil.example steam://run/1 discord://-/channels/1",
  "discord.gg/abc discord.com/invite/abc discordapp.com/invite/abc",
  "[click](https://evil.example) <https://evil.example> <mailto:a@b.example> <tel:+81>",
  "```\n@everyone\n```",
  "`` ` `` \\` \\\\` ```` ```",
  "# heading\n- list\n> quote\n>>> all\n-# small\n1. one\n||spoiler|| **b** __u__ ~~s~~ *i* _i_",
  "\\",
  "ends with a backslash \\",
  "\u202Eright to left\u2066 \u200F",
  "\u0000\u001B[31m\u0007\u0085",
  "\uD800 half a character \uDC00",
  "\u2028\u2029\r\n",
  "研究室の仮想マシン".repeat(60),
  "👩‍👩‍👧‍👦".repeat(40),
  "x".repeat(100_000),
  "```".repeat(1_000),
  "\\*_~".repeat(700),
  "",
  " ",
  "\n\n",
];

const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: fc.constantFrom("`", "\\", "@", "<", ":", "/", "e", "\n", " ", "*"), maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 3_000 }),
  fc
    .array(fc.constantFrom(...hostile.filter(({ length }) => length < 5_000)), { maxLength: 40 })
    .map((all) => all.join("\n")),
);
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,60}$/);
const few = <T>(one: fc.Arbitrary<T>) => fc.oneof(fc.array(one, { maxLength: 6 }), fc.array(one, { maxLength: 120 }));

const button = fc.record(
  { id, label: text, style: fc.constantFrom("primary" as const, "danger" as const) },
  { requiredKeys: ["id", "label"] },
);
const step = fc.record({ label: text, state: fc.constantFrom("todo", "doing", "done", "failed", "undone") });

/** Any message at all. */
export const anyShown: fc.Arbitrary<Shown> = fc
  .record(
    {
      tone: fc.constantFrom("done", "working", "refused", "failed", "question", "information", "unknown"),
      title: text,
      privacy: fc.constantFrom("private", "place"),
      buttons: fc.array(button, { maxLength: 40 }),
      text: few(text),
      steps: few(step),
      fields: few(fc.record({ label: text, value: text })),
      list: few(fc.record({ title: text, cells: fc.array(text, { maxLength: 6 }) })),
      code: text,
      file: fc.record({ name: text, content: text }),
      footer: text,
    } as const,
    { requiredKeys: ["tone", "title", "privacy", "buttons"] },
  )
  .map((reply) => ({ reply: reply as Shown["reply"], final: true }));

const field: fc.Arbitrary<FormField> = fc.record(
  {
    name: fc.stringMatching(/^[a-z][a-z-]{0,20}$/),
    label: text,
    hint: text,
    kind: fc.constantFrom("text", "long", "number", "choice", "check", "file"),
    required: fc.boolean(),
    initial: fc.oneof(text, fc.constant("yes")),
    choices: fc.oneof(
      fc.array(text, { maxLength: 5 }),
      fc.array(fc.stringMatching(/^[a-z]{1,80}$/), { maxLength: 40 }),
    ),
    problem: text,
  } as const,
  { requiredKeys: ["name", "label", "hint", "kind", "required"] },
);

/** Any form at all. */
export const anyForm: fc.Arbitrary<Form> = fc.record(
  {
    command: fc.constant("vm create"),
    title: text,
    problem: text,
    fields: fc.uniqueArray(field, { minLength: 1, maxLength: 30, selector: (one) => one.name }),
    send: text,
    cancel: text,
  },
  { requiredKeys: ["command", "title", "fields", "send", "cancel"] },
);
