import { addFile, fileObject } from "../api/files.ts";
import type { Courier } from "../courier.ts";
import { type Acted, closeModal, sendModal, suggestions } from "../interact.ts";
import { type Fields, fieldsOf, listOf, textOf } from "../json.ts";
import { offeredBy } from "../limits/objects.ts";
import { viewPressPayload } from "../payloads.ts";
import { controlsIn, readableText } from "../readable.ts";
import type { View } from "../views.ts";
import type { Account, World } from "../world.ts";
import { localProblems } from "./check.ts";
import { controlOf, type Field, fieldsOfView, optionWords, putInto, wordsOf } from "./fields.ts";

export interface Upload {
  readonly name: string;
  readonly content: string;
}
export type Given = string | readonly string[] | readonly Upload[];

export interface Modal {
  readonly title: string;
  readonly text: string;
  /** The label of the button that sends it. */
  readonly send: string;
  readonly fields: readonly Field[];
  /** Whether it is still before the person. */
  readonly open: boolean;
  /** By block_id, what is said to be wrong. */
  readonly problems: Readonly<Record<string, string>>;
  readonly field: (name: string) => Field;
  /**
   * Fills in fields, named by block_id, action_id or label: text as it is; one or several options by text or value; a
   * list of {name, content} for files. An empty string takes out what is there.
   */
  readonly fill: (values: Readonly<Record<string, Given>>) => Promise<Modal>;
  /** What is offered in an external_select for what was typed. */
  readonly offered: (name: string, typed: string) => Promise<readonly string[]>;
  /** Sends it; nothing goes out, and `problems` says why, where the client itself finds something missing. */
  readonly submit: () => Promise<Acted | undefined>;
  readonly click: (label: string) => Promise<Acted>;
  readonly close: () => Promise<void>;
}

export function createModal(world: World, courier: Courier, account: Account, view: View): Modal {
  let local: Readonly<Record<string, string>> = {};
  const stack = (): readonly View[] => world.modals.get(account.id) ?? [];
  const problems = () => ({ ...local, ...view.errors });
  const field = (name: string): Field => {
    const all = fieldsOfView(view, problems());
    const found = all.find(({ id, action, label }) => [id, action, label].includes(name));
    if (found === undefined)
      throw new Error(`the modal has no field "${name}", only ${all.map(({ id }) => id).join(", ")}`);
    return found;
  };
  const offers = async (at: Field, typed: string): Promise<readonly Fields[]> =>
    at.kind.includes("external")
      ? suggestions(world, courier, account, view, [controlOf(view, at), typed])
      : offeredBy(controlOf(view, at).element).map(fieldsOf);
  const choose = async (at: Field, wanted: string): Promise<Fields> => {
    const offered = await offers(at, wanted);
    const option = offered.find((each) => each["value"] === wanted || optionWords(each) === wanted);
    if (option === undefined)
      throw new Error(`"${at.label}" does not offer "${wanted}", only ${offered.map(optionWords).join(", ")}`);
    return option;
  };
  const uploaded = (given: Given): Fields[] =>
    (typeof given === "string" ? [] : given).flatMap((each) => {
      if (typeof each === "string") return [];
      const content = Buffer.from(each.content);
      const about = { name: each.name, by: account.id, length: content.length };
      return [fileObject(world, addFile(world, about, content))];
    });
  const inputFor = async (at: Field, given: Given): Promise<Fields> => {
    if (at.kind === "file_input") return { files: uploaded(given) };
    const wanted = typeof given === "string" ? [given] : given.map(textOf);
    const filled = wanted.filter((each) => each !== "");
    const [first] = filled;
    if (/^multi_|^checkboxes$/u.test(at.kind)) {
      const options: Fields[] = [];
      for (const each of filled) options.push(await choose(at, each));
      return { selected_options: options };
    }
    if (/_select$|^radio_buttons$/u.test(at.kind))
      return { selected_option: first === undefined ? null : await choose(at, first) };
    return at.kind === "datepicker" ? { selected_date: first ?? null } : { value: first ?? null };
  };
  const modal: Modal = {
    get title() {
      return wordsOf(view.content["title"]);
    },
    get text() {
      return readableText(listOf(view.content["blocks"]));
    },
    get send() {
      return wordsOf(view.content["submit"]);
    },
    get fields() {
      return fieldsOfView(view, problems());
    },
    get open() {
      return stack().includes(view);
    },
    get problems() {
      return problems();
    },
    field,
    fill: async (values) => {
      for (const [name, value] of Object.entries(values)) {
        const at = field(name);
        putInto(view, at, await inputFor(at, value));
      }
      return modal;
    },
    offered: async (name, typed) => (await offers(field(name), typed)).map(optionWords),
    submit: async () => {
      if (stack().at(-1) !== view) throw new Error("this modal is not before the person any more");
      local = localProblems(view);
      return Object.keys(local).length > 0 ? undefined : sendModal(world, courier, account, view);
    },
    click: async (label) => {
      const control = controlsIn(listOf(view.content["blocks"])).find((each) => each.label === label);
      if (control === undefined) throw new Error(`there is no button "${label}" in the modal`);
      return courier.deliver("interactive", viewPressPayload(world, account, view, control));
    },
    close: () => closeModal(world, courier, account, view),
  };
  return modal;
}
