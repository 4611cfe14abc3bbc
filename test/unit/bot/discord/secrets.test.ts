import { describe, expect, test } from "vitest";
import { readToken, writeToken } from "../../../../bot/discord/reply-token.ts";
import { withoutSecrets } from "../../../../bot/discord/secrets.ts";

const botToken = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.short";
const interaction = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OnRoZS1pbnRlcmFjdGlvbnMtc2VjcmV0LW9mLXRoaXM=";

describe("what discord.js says reaches the log", () => {
  test.each([
    `[REST hash:123456789012345678/${interaction}] Encountered unexpected 429 rate limit`,
    `URL : https://discord.com/api/v10/webhooks/123456789012345678/${interaction}/messages/%40original`,
    "POST /interactions/123456789012345678/a-short-one/callback",
    `Provided token: ${botToken}`,
    `{"token":"${botToken}"}`,
  ])("without tokens: %s", (text) => {
    const said = withoutSecrets(text, botToken);
    for (const secret of [interaction, botToken, "a-short-one"]) expect(said).not.toContain(secret);
    expect(said).toContain("[secret]");
  });

  test("with all else as it is", () => {
    const text = "[WS => Shard 0] Resuming session\n\tresume url: wss://gateway-us-east1-b.discord.gg";
    expect(withoutSecrets(text, botToken)).toBe(text);
  });
});

describe("what an interaction is answered by", () => {
  const place = (token: string, until = 100) => ({ channel: "1", kind: "direct" as const, reply: { token, until } });
  const written = writeToken({ application: "9", token: interaction, original: false });

  test("is read as it was written down, until it is too old", () => {
    expect(readToken(place(written), 99)).toEqual({ application: "9", token: interaction, original: false });
    expect(readToken(place(written), 100)).toBeUndefined();
  });

  test("is none where it is something else", () => {
    expect(readToken({ channel: "1", kind: "direct" }, 0)).toBeUndefined();
    for (const wrong of ["", "x", "o:9", "q:9:token", "https://hooks.slack.com/commands/x"])
      expect(readToken(place(wrong), 0)).toBeUndefined();
  });
});
