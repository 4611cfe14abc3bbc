import { randomBytes } from "node:crypto";
import { messageObject } from "./api/chat.ts";
import { newHook } from "./hooks.ts";
import { type Fields, isFields } from "./json.ts";
import { newTs } from "./make.ts";
import type { Control } from "./readable.ts";
import { type View, viewObject } from "./views.ts";
import type { Account, Channel, Post, World } from "./world.ts";

export const verification = "legacy-verification-token";

function newTrigger(world: World, user: string): string {
  const id = `${Math.floor(world.clock.now())}.${randomBytes(3).readUIntBE(0, 3)}.${randomBytes(16).toString("hex")}`;
  world.triggers.set(id, { user, at: world.clock.now(), used: false });
  return id;
}

function about(world: World, account: Account): Fields {
  const { options } = world;
  return {
    user: { id: account.id, username: account.name, name: account.name, team_id: account.team },
    api_app_id: options.appId,
    token: verification,
    team: { id: account.team, domain: options.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** docs.slack.dev/interactivity/implementing-slash-commands; text comes with &, < and > escaped, as all of Slack's. */
export function commandPayload(
  world: World,
  account: Account,
  channel: Channel,
  command: string,
  text: string,
): Fields {
  const { options } = world;
  return {
    token: verification,
    team_id: account.team,
    team_domain: options.domain,
    channel_id: channel.id,
    channel_name: channel.kind === "private" ? "privategroup" : channel.name,
    user_id: account.id,
    user_name: account.name,
    command,
    text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    api_app_id: options.appId,
    is_enterprise_install: "false",
    response_url: newHook(world, { channel: channel.id, user: account.id, source: undefined }),
    trigger_id: newTrigger(world, account.id),
  };
}

function actionOf(world: World, { element, block, action, type }: Control, more: Fields): Fields {
  const { value, text, style } = element;
  const given = { value, text, style };
  const there = Object.fromEntries(Object.entries(given).filter(([, each]) => each !== undefined));
  return { action_id: action, block_id: block, type, ...there, ...more, action_ts: newTs(world) };
}

/** A button pressed in a message. An ephemeral one's payload has no message. */
export function pressPayload(world: World, account: Account, post: Post, control: Control, more: Fields = {}): Fields {
  const channel = world.channels.get(post.channel);
  const ephemeral = post.to !== undefined;
  return {
    type: "block_actions",
    ...about(world, account),
    container: { type: "message", message_ts: post.ts, channel_id: post.channel, is_ephemeral: ephemeral },
    trigger_id: newTrigger(world, account.id),
    channel: { id: post.channel, name: channel?.name ?? "" },
    ...(ephemeral ? {} : { message: messageObject(world, post) }),
    state: { values: {} },
    response_url: newHook(world, { channel: post.channel, user: account.id, source: post }),
    actions: [actionOf(world, control, more)],
  };
}

/** A button or menu used in a modal or on the home page. */
export function viewPressPayload(
  world: World,
  account: Account,
  view: View,
  control: Control,
  more: Fields = {},
): Fields {
  const object = viewObject(world, view);
  return {
    type: "block_actions",
    ...about(world, account),
    container: { type: "view", view_id: view.id },
    trigger_id: newTrigger(world, account.id),
    view: object,
    state: isFields(object["state"]) ? object["state"] : {},
    actions: [actionOf(world, control, more)],
  };
}

/** A modal sent in. */
export function submissionPayload(world: World, account: Account, view: View): Fields {
  return {
    type: "view_submission",
    ...about(world, account),
    trigger_id: newTrigger(world, account.id),
    view: viewObject(world, view),
    response_urls: [],
  };
}

export function closedPayload(world: World, account: Account, view: View): Fields {
  return { type: "view_closed", ...about(world, account), view: viewObject(world, view), is_cleared: false };
}

/** Something typed into an external_select, whose options the app gives. */
export function suggestionPayload(world: World, account: Account, view: View, control: Control, typed: string): Fields {
  return {
    type: "block_suggestion",
    ...about(world, account),
    container: { type: "view", view_id: view.id },
    action_id: control.action,
    block_id: control.block,
    value: typed,
    view: viewObject(world, view),
  };
}
