import { randomBytes } from "node:crypto";
import { type Fields, fieldsOf, isFields, listOf, textOf } from "./json.ts";
import { newId, withIds } from "./make.ts";
import type { World } from "./world.ts";

/** What was put into one element of a view, in the shape in which it is sent: {type, value | selected_option | …}. */
export type Input = Fields;

/** A modal or a home page as one person has it before them. */
export interface View {
  readonly id: string;
  readonly user: string;
  readonly root: string;
  readonly previous: string | undefined;
  /** As the app gave it, with the ids it left out. */
  content: Fields;
  hash: string;
  /** block_id → action_id → what is filled in. */
  values: Map<string, Map<string, Input>>;
  /** What the app's last answer said is wrong, by block_id. */
  errors: Readonly<Record<string, string>>;
  /** How often it was opened or changed. */
  version: number;
}

const newHash = (): string => `${Date.now()}.${randomBytes(4).toString("hex")}`;

function prepared(content: Fields): Fields {
  return { ...content, blocks: withIds(listOf(content["blocks"])) };
}

/** The elements of a view that hold something: of inputs, and menus in sections and actions. */
export function holders(content: Fields): { readonly block: Fields; readonly element: Fields }[] {
  return listOf(content["blocks"])
    .filter(isFields)
    .flatMap((block) => {
      const inner = [
        block["element"],
        block["accessory"],
        ...(block["type"] === "actions" ? listOf(block["elements"]) : []),
      ];
      return inner.filter(isFields).flatMap((element) => (element["type"] === "button" ? [] : [{ block, element }]));
    });
}

/** What an element holds before anybody touched it. */
function initialOf(element: Fields): Input {
  const type = textOf(element["type"]);
  if (type.endsWith("_input")) {
    if (type === "file_input") return { type, files: [] };
    return { type, value: element["initial_value"] ?? null };
  }
  if (type.startsWith("multi_") || type === "checkboxes")
    return { type, selected_options: element["initial_options"] ?? [] };
  const what = type === "datepicker" ? "date" : type === "timepicker" ? "time" : "option";
  return { type, [`selected_${what}`]: element[`initial_${what}`] ?? null };
}

function valuesOf(content: Fields, before: View["values"]): View["values"] {
  const values: View["values"] = new Map();
  for (const { block, element } of holders(content)) {
    const [id, action] = [textOf(block["block_id"]), textOf(element["action_id"])];
    const inner = values.get(id) ?? new Map<string, Input>();
    inner.set(action, before.get(id)?.get(action) ?? initialOf(element));
    values.set(id, inner);
  }
  return values;
}

export function newView(user: string, content: Fields, below?: View): View {
  const id = newId("V");
  const ready = prepared(content);
  return {
    id,
    user,
    root: below?.root ?? id,
    previous: below?.id,
    content: ready,
    hash: newHash(),
    values: valuesOf(ready, new Map()),
    errors: {},
    version: 1,
  };
}

/** Puts other content into an open view; what was filled into elements of the same ids stays. */
export function changeView(view: View, content: Fields): void {
  view.content = prepared(content);
  view.values = valuesOf(view.content, view.values);
  view.hash = newHash();
  view.errors = {};
  view.version += 1;
}

/** A view as it stands in answers and payloads. */
export function viewObject(world: World, view: View): Fields {
  const values = Object.fromEntries([...view.values].map(([block, inner]) => [block, Object.fromEntries(inner)]));
  const { options } = world;
  const { content } = view;
  return {
    id: view.id,
    team_id: options.team,
    type: content["type"],
    blocks: content["blocks"],
    private_metadata: content["private_metadata"] ?? "",
    callback_id: content["callback_id"] ?? "",
    state: { values },
    hash: view.hash,
    title: content["title"] ?? { type: "plain_text", text: "View Title" },
    clear_on_close: content["clear_on_close"] ?? false,
    notify_on_close: content["notify_on_close"] ?? false,
    close: content["close"] ?? null,
    submit: content["submit"] ?? null,
    previous_view_id: view.previous ?? null,
    root_view_id: view.root,
    app_id: options.appId,
    external_id: content["external_id"] ?? "",
    app_installed_team_id: options.team,
    bot_id: options.botId,
  };
}

/** The view with an id or an external_id, whoever has it before them. */
export function findView(world: World, id: string, external: string): View | undefined {
  const all = [...[...world.modals.values()].flat(), ...world.homes.values()];
  return all.find((view) => (id !== "" ? view.id === id : fieldsOf(view.content)["external_id"] === external));
}
