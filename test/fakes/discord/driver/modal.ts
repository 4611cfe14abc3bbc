import type { Acted } from "../interact.ts";
import { componentsIn, type Fields, fieldsOf, listOf, textOf } from "../limits/walk.ts";
import type { World } from "../world.ts";
import { chosen, type Field, fieldIn, type Held, initial, problemOf, submitted } from "./fields.ts";
import { type Attached, upload } from "./options.ts";

export interface Modal {
  readonly id: string;
  readonly title: string;
  /** Texts that stand in it beside the fields. */
  readonly text: string;
  readonly fields: readonly Field[];
  /** Whether it is still before the person. */
  readonly open: boolean;
  /** By custom_id, what the client itself finds wrong. */
  readonly problems: Readonly<Record<string, string>>;
  readonly field: (name: string) => Field;
  /**
   * Fills in fields, named by custom_id or label: text as it is; one or several options by label or value; files; true
   * or "yes" for a check. An empty string takes out what is there.
   */
  readonly fill: (
    values: Readonly<Record<string, string | boolean | readonly string[] | readonly Attached[]>>,
  ) => Promise<Modal>;
  /** Sends it; nothing goes out, and `problems` says why, where the client itself finds something missing. */
  readonly submit: () => Promise<Acted | undefined>;
  readonly close: () => void;
}

/** How a modal stands before its person. */
export interface Standing {
  readonly open: () => boolean;
  readonly close: () => void;
  /** Brings what was filled in to the app. */
  readonly send: (data: Fields) => Promise<Acted>;
}

export function createModal(world: World, data: Fields, standing: Standing): Modal {
  const held = componentsIn(data["components"]).flatMap(([each]): Held[] => {
    const element = fieldsOf(each["component"] ?? listOf(each["components"])[0]);
    return element["custom_id"] === undefined ? [] : [{ element, label: each, texts: initial(element), files: [] }];
  });
  let problems: Readonly<Record<string, string>> = {};
  const fieldOf = (one: Held): Field => fieldIn(one, problems[textOf(one.element["custom_id"])]);
  const find = (name: string): Held => {
    const one = held.find((each) => fieldOf(each).id === name) ?? held.find((each) => fieldOf(each).label === name);
    if (one !== undefined) return one;
    throw new Error(`the modal has no field "${name}", only ${held.map((each) => fieldOf(each).id).join(", ")}`);
  };
  const modal: Modal = {
    id: textOf(data["custom_id"]),
    title: textOf(data["title"]),
    text: componentsIn(data["components"])
      .map(([each]) => textOf(each["type"] === 10 ? each["content"] : ""))
      .join("\n")
      .trim(),
    get fields() {
      return held.map(fieldOf);
    },
    get open() {
      return standing.open();
    },
    get problems() {
      return problems;
    },
    field: (name) => fieldOf(find(name)),
    fill: async (values) => {
      for (const [name, given] of Object.entries(values)) {
        const one = find(name);
        const list = typeof given === "string" || typeof given === "boolean" ? single(given) : given;
        const texts = list.filter((each): each is string => typeof each === "string");
        one.files = list
          .filter((each): each is Attached => typeof each !== "string")
          .map((each) => upload(world, each));
        one.texts = texts.map((each) => chosen(one.element, each));
      }
      return modal;
    },
    submit: async () => {
      if (!standing.open()) throw new Error("this modal is not before the person any more");
      problems = Object.fromEntries(
        held.flatMap((one): [string, string][] => {
          const problem = problemOf(one);
          return problem === undefined ? [] : [[fieldOf(one).id, problem]];
        }),
      );
      if (Object.keys(problems).length > 0) return undefined;
      standing.close();
      const attachments = Object.fromEntries(
        held.flatMap(({ files }) => files.map((file) => [textOf(file["id"]), file])),
      );
      const components = held.map(submitted);
      const resolved = Object.keys(attachments).length === 0 ? {} : { resolved: { attachments } };
      return standing.send({ custom_id: data["custom_id"], components, ...resolved });
    },
    close: standing.close,
  };
  return modal;
}

function single(given: string | boolean): string[] {
  if (typeof given === "boolean") return given ? ["yes"] : [];
  return given === "" ? [] : [given];
}
