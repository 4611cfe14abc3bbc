import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chatSettingsSchema } from "../../../bot/chat/settings.ts";
import { requestPath } from "../../../bot/slack/http/server.ts";
import { createNaming, slackName } from "../../../bot/slack/prefix.ts";
import { slackEvents, slackScopes } from "../../../bot/slack/scopes.ts";
import { commands } from "../../../handlers/registry.ts";
import { identityExamples } from "../../../protocol/identity.ts";

const root = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
/** In one line, as words wrap in a document. */
const flat = (text: string) => text.replaceAll(/\s+/gu, " ");
const slack = flat(read("docs/setup-slack.md"));
const discord = flat(read("docs/setup-discord.md"));
const settings = Object.keys(chatSettingsSchema.shape);

describe("docs/setup-slack.md", () => {
  test.each(Object.entries({ ...slackScopes, ...slackEvents }))("gives the reason for %s", (name, why) => {
    expect(slack).toMatch(new RegExp(`\`${name}\`.{1,8}${why.en}`, "u"));
  });

  test("gives no scope that the app does not ask for", () => {
    const named = [...slack.matchAll(/\| `([a-z]+(?::[a-z]+)?)` \|/gu)].map(([, scope]) => scope);
    expect(new Set(named)).toEqual(new Set([...Object.keys(slackScopes), "connections:write"]));
  });

  test("names the commands as they are there, and where the proxy is to hand requests", () => {
    const families = [...new Set(commands.map(({ family }) => family))];
    for (const family of families) expect(slack).toContain(`\`/${slackName(family, "")}\``);
    expect(createNaming(commands, "").familyOf("/shisa-me")).toBe("me");
    expect(slack).toContain(requestPath);
  });
});

describe.each([
  ["slack", slack],
  ["discord", discord],
])("docs/setup-%s.md", (platform, text) => {
  test("says where each setting comes from", () => {
    const own = settings.filter((name) => name.startsWith(`SHISA_${platform.toUpperCase()}_`));
    expect(own.length).toBeGreaterThan(4);
    for (const name of [...own, "SHISA_COMMAND_PREFIX"]) expect(text).toContain(`\`${name}`);
    const named = [...text.matchAll(/SHISA_[A-Z_]*[A-Z]/gu)].map(([name]) => name);
    expect(named.filter((name) => !settings.includes(name))).toEqual([]);
  });

  test("ends in linking oneself and in doctor", () => {
    const [example = ""] = identityExamples.filter((one) => one.startsWith(platform));
    expect(text).toContain(`npm run shisa -- link ${example} e235701`);
    expect(text).toContain("npm run shisa -- doctor");
    expect(text).toContain("／vm");
  });
});
