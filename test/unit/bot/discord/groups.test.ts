import { expect, test } from "vitest";
import { discordCommands } from "../../../../bot/discord/registration.ts";
import { typedLine } from "../../../../bot/discord/typed.ts";
import { parseLine } from "../../../../handlers/kit/line.ts";
import { commands } from "../../../../handlers/registry.ts";
import { ed25519Line } from "../../executor-vm/keyring.ts";

const key = ed25519Line();

/** What Discord brings when somebody typed /me key VERB with these options. */
const typed = (verb: string, options: { name: string; type: number; value: string }[] = []) =>
  typedLine(
    { name: "me", options: [{ name: "key", type: 2, options: [{ name: verb, type: 1, options }] }] },
    { prefix: "", commands },
  );

test("verbs of two words are registered as a group with subcommands", () => {
  const me = discordCommands(commands, "").find(({ name }) => name === "me");
  const group = me?.options?.filter(({ name }) => name.startsWith("key"));
  expect(group).toMatchObject([
    { type: 2, name: "key", options: [{ name: "add" }, { name: "list" }, { name: "remove" }] },
  ]);
  expect(me?.options?.map(({ name }) => name)).not.toContain("key add");
});

test("what is chosen in a group becomes the line of its verb, with its files", () => {
  const added = typed("add", [{ name: "key", type: 3, value: `${key} my phone` }]);
  expect(added.line.startsWith("/me key add ")).toBe(true);
  expect(parseLine(added.line, commands)).toMatchObject({ kind: "command", values: { key: `${key} my phone` } });
  expect(typed("add", [{ name: "file", type: 11, value: "42" }])).toEqual({
    line: "/me key add",
    files: [["file", "42"]],
  });
  expect(typed("list").line).toBe("/me key list");
  expect(typed("remove", [{ name: "which", type: 3, value: "phone" }]).line).toBe("/me key remove phone");
});

test("a subcommand of a group that there is no more is answered as a misspelt one", () => {
  expect(parseLine(typed("gone").line, commands)).toMatchObject({ kind: "problem", refusal: { code: "line.verb" } });
});
