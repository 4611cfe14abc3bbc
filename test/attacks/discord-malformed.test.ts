import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createScene, type Scene } from "../integration/discord/scene.ts";
import { arrivalOf, forge } from "../integration/discord/typed.ts";

let scene: Scene;
const unhandled: unknown[] = [];
const keep = (cause: unknown): void => void unhandled.push(cause);
beforeEach(async () => {
  unhandled.length = 0;
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);
  scene = await createScene();
  await scene.started();
});
afterEach(async () => {
  await scene.stop();
  process.off("unhandledRejection", keep);
  process.off("uncaughtException", keep);
  expect(unhandled).toEqual([]);
});

const send = (changes: Readonly<Record<string, unknown>>): string => forge(scene, changes);
describe("a malformed interaction", () => {
  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["without data", { data: undefined }],
    ["without a person", { member: undefined }],
    ["with a member that is nobody", { member: { roles: [] } }],
    ["of no known type", { type: 99 }],
    ["without a channel", { channel: undefined, channel_id: undefined }],
    ["with a channel that is a text", { channel: "5" }],
    ["with options that are a number", { data: { name: "vm", type: 1, options: 7 } }],
    ["with a subcommand without a name", { data: { name: "vm", type: 1, options: [{ type: 1 }] } }],
    ["with a button without a message", { type: 3, data: { custom_id: "x", component_type: 2 } }],
    ["with a modal without components", { type: 5, data: { custom_id: "x" } }],
    ["without a token", { token: undefined }],
    ["with entitlements that are null", { entitlements: null }],
    ["with a message command", { data: { id: "1", name: "x", type: 3, target_id: "1" } }],
  ];
  test.each(wrong)("%s harms nothing", async (_what, changes) => {
    send(changes);
    expect(await scene.discord.person().uses("ping")).toMatchObject({ answer: "deferred" });
  });

  test("of any shape harms nothing", async () => {
    const { discord } = scene;
    const anything = fc.oneof(fc.anything({ withNullPrototype: false }), fc.constantFrom(null, 0, "", [], {}));
    const keys = [
      "id",
      "data",
      "member",
      "user",
      "channel",
      "message",
      "type",
      "token",
      "context",
      "guild_id",
      "locale",
    ];
    for (const [key, value] of fc.sample(fc.tuple(fc.constantFrom(...keys), anything), 300))
      send({ [key]: jsonOf(value) });
    for (const value of fc.sample(anything, 50)) discord.world.dispatch("INTERACTION_CREATE", jsonOf(value), 0);
    expect(await discord.person().uses("ping")).toMatchObject({ answer: "deferred" });
  });

  test("of a command that there is no more is answered as a misspelt one", async () => {
    const id = send({ data: { id: "1", name: "vm", type: 1, options: [{ name: "explode", type: 1 }] } });
    expect((await arrivalOf(scene, id)).line).toBe("/vm explode");
  });
});

/** What JSON can carry of a value. */
function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(value, (_key, it: unknown) => (typeof it === "bigint" ? String(it) : it)),
    ) as unknown;
  } catch {
    return null;
  }
}
