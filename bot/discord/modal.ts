import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord.js";
import type { Filled, Form, FormField } from "../../handlers/kit/form.ts";
import type { Field } from "./incoming.ts";
import { shortened } from "./render/buttons.ts";
import { clean, escapedLine } from "./render/markdown.ts";

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
const mostParts = 5;
const mostTitle = 45;
/** https://docs.discord.com/developers/components/reference#label, #text-input, #string-select */
const mostLabel = 45;
const mostDescription = 100;
const mostValue = 4000;
const mostOptions = 25;

/**
 * A form as a modal under an id. Five parts fit: what is wrong, what is required and what was typed come first. The
 * desk keeps what was typed in the others. What is wrong is said whole where it is too long to stand under its field,
 * unless only fields that matter more would have to go.
 */
export function modalOf(id: string, form: Form): APIModalInteractionResponseCallbackData {
  const first = form.fields.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, mostParts);
  const said = problemsOf(form, first);
  const last = first[mostParts - 1];
  const isRoom = last === undefined || urgency(last) === neitherNeededNorTyped;
  const shown = said === "" || !isRoom ? first : first.slice(0, mostParts - 1);
  const texts = said === "" || !isRoom ? [] : [textDisplay(said)];
  const fields = form.fields.filter((field) => shown.includes(field)).map(labelOf);
  return { custom_id: id, title: shortened(clean(form.title), mostTitle) || "…", components: [...texts, ...fields] };
}

const neitherNeededNorTyped = 4;
function urgency({ problem, required, initial = "" }: FormField): number {
  if (problem !== undefined) return 0;
  if (required) return initial === "" ? 1 : 2;
  return initial === "" ? neitherNeededNorTyped : 3;
}

/** What is wrong with it all, and what does not fit under its field. */
const problemsOf = ({ problem }: Form, fields: readonly FormField[]): string =>
  [
    problem ?? "",
    ...fields.flatMap((field) =>
      clean(problemText(field)).length > mostDescription ? [`${field.label}: ${field.problem ?? ""}`] : [],
    ),
  ]
    .filter((text) => text !== "")
    .join("\n");

const problemText = ({ problem }: FormField): string => (problem === undefined ? "" : `⚠ ${problem}`);

/** Shown as Markdown, so nothing of it may be any. */
const textDisplay = (text: string) =>
  ({
    type: ComponentType.TextDisplay,
    content: shortened(text.slice(0, mostValue).split("\n").map(escapedLine).join("\n"), mostValue).trim() || "…",
  }) as const;

function labelOf(field: FormField): APILabelComponent {
  const description = shortened(clean(problemText(field) || field.hint), mostDescription);
  return {
    type: ComponentType.Label,
    label: shortened(clean(field.label), mostLabel) || field.name.slice(0, mostLabel),
    ...(description === "" ? {} : { description }),
    component: inputOf(field),
  };
}

function inputOf(field: FormField): APIComponentInLabel {
  const { name, kind, required, initial = "", choices = [] } = field;
  const custom_id = name;
  if (kind === "file") return { type: ComponentType.FileUpload, custom_id, required, min_values: required ? 1 : 0 };
  if (kind === "check") return { type: ComponentType.Checkbox, custom_id, default: initial === "yes" };
  const offered = kind === "choice" ? optionsOf(choices, initial) : undefined;
  if (offered !== undefined)
    return {
      type: ComponentType.StringSelect,
      custom_id,
      required,
      min_values: required ? 1 : 0,
      max_values: 1,
      options: offered,
    };
  return {
    type: ComponentType.TextInput,
    custom_id,
    style: kind === "long" ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    ...(initial === "" ? {} : { value: initial.slice(0, mostValue) }),
  };
}

/** Undefined where a menu cannot hold them, or what was typed is none of them and would be lost. */
function optionsOf(choices: readonly string[], initial: string) {
  const once = [...new Set(choices)];
  const fits = once.every((choice) => choice !== "" && choice.length <= 100);
  if (once.length === 0 || once.length > mostOptions || !fits) return undefined;
  if (initial !== "" && !once.includes(initial)) return undefined;
  return once.map((value) => ({ label: value, value, ...(value === initial ? { default: true } : {}) }));
}

/** What was filled in: every field that was shown, "" where it was left empty; ids of files stand apart. */
export function filledOf(fields: readonly Field[], isFile: (field: Field) => boolean): Filled {
  return Object.fromEntries(
    fields.filter((field) => !isFile(field)).map((field) => [field.custom_id, filledValue(field)]),
  );
}

function filledValue({ value, values }: Field): string {
  if (typeof value === "boolean") return value ? "yes" : "";
  return value ?? values?.[0] ?? "";
}
