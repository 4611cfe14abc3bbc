import { decoded, type Fields, fieldsOf, listOf, textOf } from "../json.ts";
import { changeView, findView, newView, type View, viewObject } from "../views.ts";
import type { World } from "../world.ts";
import { ApiError, type Method, needs, requireView } from "./method.ts";

/** docs.slack.dev/interactivity/handling-user-interaction: a trigger_id is good for three seconds, and once. */
const triggerMs = 3000;

/** Whose interaction a trigger_id is of; it is used up by this. */
function takeTrigger(world: World, id: unknown): string {
  const trigger = world.triggers.get(textOf(id));
  if (trigger === undefined) throw new ApiError("invalid_trigger_id");
  if (trigger.used) throw new ApiError("exchanged_trigger_id");
  if (world.clock.now() - trigger.at > triggerMs) throw new ApiError("expired_trigger_id");
  trigger.used = true;
  return trigger.user;
}

function viewOf(args: Fields, world: World, type: "modal" | "home"): Fields {
  const view = decoded(args["view"]);
  requireView(view, type);
  const fields = fieldsOf(view);
  const external = textOf(fields["external_id"]);
  if (external !== "" && findView(world, "", external) !== undefined) throw new ApiError("duplicate_external_id");
  return fields;
}

/** A file_input needs files:read (docs.slack.dev/reference/block-kit/block-elements/file-input-element). */
const scopes: Method["needs"] = (args) => {
  const blocks = listOf(fieldsOf(decoded(args["view"]))["blocks"]);
  const asksFiles = blocks.some((block) => fieldsOf(fieldsOf(block)["element"])["type"] === "file_input");
  return asksFiles ? ["files:read"] : [];
};

function onTop(world: World, user: string): View | undefined {
  return world.modals.get(user)?.at(-1);
}

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": {
    tier: 4,
    needs: scopes,
    run: (args, world) => {
      const content = viewOf(args, world, "modal");
      const user = takeTrigger(world, args["trigger_id"]);
      const view = newView(user, content);
      world.modals.set(user, [view]);
      return { view: viewObject(world, view) };
    },
  },
  "views.push": {
    tier: 4,
    needs: scopes,
    run: (args, world) => {
      const content = viewOf(args, world, "modal");
      const user = takeTrigger(world, args["trigger_id"]);
      const below = onTop(world, user);
      const stack = world.modals.get(user) ?? [];
      if (below === undefined) throw new ApiError("not_found");
      if (stack.length >= 3) throw new ApiError("push_limit_reached");
      const view = newView(user, content, below);
      world.modals.set(user, [...stack, view]);
      return { view: viewObject(world, view) };
    },
  },
  "views.update": {
    tier: 4,
    needs: scopes,
    run: (args, world) => {
      const view = findView(world, textOf(args["view_id"]), textOf(args["external_id"]));
      if (view === undefined) throw new ApiError("not_found");
      const hash = textOf(args["hash"]);
      if (hash !== "" && hash !== view.hash) throw new ApiError("hash_conflict");
      const content = fieldsOf(decoded(args["view"]));
      requireView(content, "modal");
      changeView(view, content);
      return { view: viewObject(world, view) };
    },
  },
  "views.publish": {
    tier: 4,
    needs: needs(),
    run: (args, world) => {
      const user = textOf(args["user_id"]);
      if (!world.accounts.has(user)) throw new ApiError("user_not_found");
      const content = fieldsOf(decoded(args["view"]));
      requireView(content, "home");
      const before = world.homes.get(user);
      const hash = textOf(args["hash"]);
      if (hash !== "" && before !== undefined && hash !== before.hash) throw new ApiError("hash_conflict");
      const view = before ?? newView(user, content);
      if (before !== undefined) changeView(before, content);
      world.homes.set(user, view);
      return { view: viewObject(world, view) };
    },
  },
};
