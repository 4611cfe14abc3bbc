import { expect, test } from "vitest";
import type { Shown } from "../../../../bot/chat/surface.ts";
import { manifestLimits, slackManifest } from "../../../../bot/slack/manifest.ts";
import { createNaming } from "../../../../bot/slack/prefix.ts";
import { slackEvents, slackScopes } from "../../../../bot/slack/scopes.ts";
import { commands } from "../../../../handlers/registry.ts";

interface Manifest {
  features: { slash_commands: { command: string; description: string; usage_hint?: string; url?: string }[] };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    socket_mode_enabled: boolean;
    interactivity: { request_url?: string };
    event_subscriptions: { request_url?: string; bot_events: string[] };
  };
}
const made = (options: Parameters<typeof slackManifest>[1]): Manifest => slackManifest(commands, options) as Manifest;

test("the manifest has a slash command for each family, within Slack's limits", () => {
  const { slash_commands: all } = made({ prefix: "abcdefghijk-" }).features;
  expect(all.map(({ command }) => command.slice(13)).toSorted()).toEqual(
    [...new Set(commands.map(({ family }) => family))].toSorted(),
  );
  expect(all.length).toBeLessThanOrEqual(manifestLimits.commands);
  for (const { command, description, usage_hint: hint } of all) {
    expect(command).toMatch(/^\/[a-z0-9-]+$/u);
    expect(command.length).toBeLessThanOrEqual(manifestLimits.command);
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(manifestLimits.description);
    expect(hint?.length ?? 0).toBeLessThanOrEqual(manifestLimits.usageHint);
  }
});

test("the manifest asks for nothing without a reason", () => {
  const { oauth_config, settings } = made({ prefix: "" });
  expect(oauth_config.scopes.bot).toEqual(Object.keys(slackScopes));
  expect(settings.event_subscriptions.bot_events).toEqual(Object.keys(slackEvents));
  for (const reason of [...Object.values(slackScopes), ...Object.values(slackEvents)])
    expect([reason.ja, reason.en].every((text) => text.length > 10)).toBe(true);
});

test("the manifest is for Socket Mode, or for an address", () => {
  const { settings: socket, features } = made({ prefix: "" });
  expect(socket.socket_mode_enabled).toBe(true);
  expect(features.slash_commands.some(({ url }) => url !== undefined)).toBe(false);
  const http = made({ prefix: "", url: "https://shisa.example.jp" });
  const address = "https://shisa.example.jp/slack/events";
  expect(http.settings).toMatchObject({
    socket_mode_enabled: false,
    interactivity: { request_url: address },
    event_subscriptions: { request_url: address },
  });
  expect(http.features.slash_commands.every(({ url }) => url === address)).toBe(true);
});

test("a prefix is taken off what is typed and put before what is to be typed, and before nothing else", () => {
  const naming = createNaming(commands, "ie-");
  expect([naming.familyOf("/ie-vm"), naming.familyOf("/vm"), naming.familyOf("/ie-weather")]).toEqual([
    "vm",
    undefined,
    undefined,
  ]);
  const shown: Pick<Shown, "reply"> = {
    reply: {
      ...{ tone: "done", title: "/vm create", privacy: "private", buttons: [] },
      text: ["/jobs lists them, see (/help) and 「/vm list」. Not /etc/vm/x, a/vm, /vmware, http://h/vm."],
      code: "/vm list\nssh x /vm\n",
    },
  };
  const { reply } = naming.named(shown);
  expect(reply.title).toBe("/ie-vm create");
  expect(reply.text).toEqual([
    "/ie-jobs lists them, see (/ie-help) and 「/ie-vm list」. Not /etc/vm/x, a/vm, /vmware, http://h/vm.",
  ]);
  expect(reply.code).toBe("/ie-vm list\nssh x /vm\n");
  expect(createNaming(commands, "").named(shown)).toEqual(shown);
});

test("a name that Slack keeps for itself is another one there", () => {
  const naming = createNaming(commands, "");
  expect(naming.familyOf("/shisa-me")).toBe("me");
  expect(naming.inText("/me and /jobs")).toBe("/shisa-me and /jobs");
  const names = made({ prefix: "" }).features.slash_commands.map(({ command }) => command);
  expect(names).toContain("/shisa-me");
  expect(names).not.toContain("/me");
});
