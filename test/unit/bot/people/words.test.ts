import { expect, test } from "vitest";
import { unlinkedReply, welcomeReply } from "../../../../bot/people/words.ts";
import { replySchema } from "../../../../bot/reply-schema.ts";
import { parseLine } from "../../../../handlers/kit/line.ts";
import { commands } from "../../../../handlers/registry.ts";
import { readIdentity } from "../../../../protocol/identity.ts";

const identity = { platform: "slack", workspace: "T1", user: "U1" };
const languages = ["ja", "en"] as const;

test.each(languages)("somebody unlinked is shown their own identity to copy, and the command (%s)", (language) => {
  const reply = replySchema.parse(unlinkedReply(identity, language));
  expect(reply.code).toBe("slack:T1/U1");
  expect(readIdentity(reply.code ?? "")).toEqual(identity);
  expect(reply.text?.join("\n")).toContain("npm run shisa -- link slack:T1/U1 ");
  expect(reply.privacy).toBe("private");
  expect(reply.buttons?.map(({ line }) => line)).toEqual(["/link"]);
});

test.each(languages)("a welcome is one message with three buttons, each of a verb that there is (%s)", (language) => {
  const reply = replySchema.parse(welcomeReply({ account: "e235701" }, language));
  expect(reply.buttons?.map(({ line }) => line)).toEqual(["/vm create", "/me", "/help"]);
  expect(reply.title).toContain("e235701");
  for (const { line } of reply.buttons ?? []) {
    const parsed = parseLine(line, commands);
    // What is missing of "/vm create" is asked for.
    if (parsed.kind === "problem") expect(parsed.refusal.code).toBe("line.argument_missing");
  }
});
