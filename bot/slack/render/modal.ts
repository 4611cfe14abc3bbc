import type { types } from "@slack/bolt";
import type { Form, FormField } from "../../../handlers/kit/form.ts";
import type { Shown } from "../../chat/surface.ts";
import { clean, cleanLine, clipped } from "./characters.ts";
import { renderMessage } from "./message.ts";
import { type Block, bold, plain, rich, section, text } from "./rich.ts";

/** Limits of docs.slack.dev/reference/views and of the input elements. */
const most = {
  title: 24,
  label: 150,
  hint: 300,
  choices: 100,
  choice: 75,
  typed: 3_000,
  problem: 300,
  fields: 90,
} as const;

const fieldPrefix = "f.";
/** The block's id of a form's field, and the other way round. */
export const blockOf = (field: string): string => `${fieldPrefix}${field}`;
export const fieldOf = (block: string): string | undefined =>
  block.startsWith(fieldPrefix) ? block.slice(fieldPrefix.length) : undefined;
/** What a ticked box comes back as. */
const ticked = "yes";

const line = (said: string, limit: number): string => clipped(cleanLine(said), limit - 1) || "…";

/** A form as a modal, with what was typed filled in and what was wrong with it on top. `metadata` comes back with it. */
export function formView(form: Form, metadata: string): types.ModalView {
  const problems = form.fields.flatMap(({ label, problem }) =>
    problem === undefined ? [] : [[label, problem] as const],
  );
  const wrong = [
    ...(form.problem === undefined ? [] : [section([text(clipped(clean(form.problem), most.problem * 4) || "…")])]),
    ...problems.map(([label, problem]) =>
      section([bold(`${line(label, most.label)}: `), text(line(problem, most.problem))]),
    ),
  ];
  return {
    type: "modal",
    callback_id: "form",
    private_metadata: metadata,
    title: plain(line(form.title, most.title)),
    submit: plain(line(form.send, most.title)),
    close: plain(line(form.cancel, most.title)),
    blocks: [...(wrong.length === 0 ? [] : [rich(wrong)]), ...form.fields.slice(0, most.fields).map(inputBlock)],
  };
}

function inputBlock(field: FormField): types.InputBlock {
  return {
    type: "input",
    block_id: blockOf(field.name),
    label: plain(line(field.label, most.label)),
    // A box that must be ticked would be one that cannot be left alone.
    optional: field.kind === "check" || !field.required,
    element: elementOf(field),
    ...(field.hint === "" ? {} : { hint: plain(line(field.hint, most.hint)) }),
  };
}

function elementOf(field: FormField): types.InputBlock["element"] {
  const action_id = "v";
  const { kind, initial } = field;
  if (kind === "file") return { type: "file_input", action_id, max_files: 1 };
  if (kind === "check") {
    const tick: types.PlainTextOption = { text: plain(line(field.label, most.choice)), value: ticked };
    return {
      type: "checkboxes",
      action_id,
      options: [tick],
      ...(initial === ticked ? { initial_options: [tick] } : {}),
    };
  }
  const options = kind === "choice" ? optionsOf(field.choices ?? []) : undefined;
  if (options !== undefined) {
    const chosen = options.find(({ value }) => value === initial);
    return { type: "static_select", action_id, options, ...(chosen === undefined ? {} : { initial_option: chosen }) };
  }
  // What was typed and is no number is shown as it was typed, so that it can be mended.
  if (kind === "number" && (initial === undefined || /^-?\d{1,15}$/u.test(initial)))
    return {
      type: "number_input",
      action_id,
      is_decimal_allowed: false,
      ...(initial === undefined ? {} : { initial_value: initial }),
    };
  const typed = clean(initial ?? "");
  return {
    type: "plain_text_input",
    action_id,
    multiline: kind === "long",
    max_length: most.typed,
    ...(typed === "" || typed.length > most.typed ? {} : { initial_value: typed }),
  };
}

/** Undefined where a select cannot hold them all: then they are typed. */
function optionsOf(choices: readonly string[]): types.PlainTextOption[] | undefined {
  if (choices.length === 0 || choices.length > most.choices || new Set(choices).size !== choices.length)
    return undefined;
  if (choices.some((choice) => choice.length > most.choice || cleanLine(choice) !== choice || choice === ""))
    return undefined;
  return choices.map((choice) => ({ text: plain(choice), value: choice }));
}

/** Something only to be read, as a modal. */
export const toldView = (shown: Pick<Shown, "reply">): types.ModalView => ({
  type: "modal",
  title: plain("Shisa"),
  close: plain("OK"),
  blocks: renderMessage({ reply: { ...shown.reply, buttons: [] } }).blocks,
});

const homeBlocks = 95;

/** A person's home tab: one thing below the other. A view takes 100 blocks. */
export function homeView(shown: readonly Shown[]): types.HomeView {
  const all = shown.flatMap((each, at): Block[] => [
    ...(at === 0 ? [] : [{ type: "divider" as const }]),
    ...renderMessage(each).blocks,
  ]);
  return { type: "home", blocks: all.slice(0, homeBlocks) };
}
