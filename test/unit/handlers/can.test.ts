import { describe, expect, test } from "vitest";
import { complete } from "../../../handlers/kit/complete.ts";
import { candidatesFor } from "../../../handlers/kit/form-candidates.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor, guest, host, job, people, type Setting, type } from "./department.ts";

async function can(line: string, setting: Setting = {}) {
  const context = contextFor(setting);
  const dispatched = await type(`/can ${line}`, setting, true);
  if (dispatched.kind !== "final") throw new Error(`/can ${line} became ${dispatched.kind}`);
  expect(context.chosen.size).toBe(0);
  return { ...dispatched, output: dispatched.output as Record<string, unknown> | undefined };
}

describe("/can", () => {
  test.each([
    "vm delete web",
    "vm delete web --yes",
    "/vm stop web --force --yes",
    "me language en",
    "jobs cancel 42",
  ])("never does %s, not when it is confirmed either", async (line) => {
    const { status, output, reply } = await can(line, { jobs: [job()] });
    expect(status).toBe("done");
    expect(output).toMatchObject({ allowed: "yes" });
    expect(reply.buttons?.map((button) => button.line).join()).not.toContain("--yes");
  });

  test("says which rule refuses, with its numbers, and what would pass", async () => {
    const { output, reply } = await can("vm create tiny new --memory 8G");
    expect(output).toMatchObject({ allowed: "no", passing: "/vm create tiny new --memory 7G" });
    expect(reply.fields).toContainEqual({ label: "Rule", value: "limit.memory" });
  });

  test("says whose approval would do, and its button asks for it", async () => {
    const { output, reply } = await can("vm create tiny new --disk 30G");
    expect(output).toMatchObject({ allowed: "approval", refusal: { approvers: ["staff", "admin"] } });
    expect(reply.buttons?.[0]).toMatchObject({ line: "/vm create tiny new --disk 30G" });
  });

  test.each([
    "vm creat tiny new",
    "vm create tiny",
    "vm create tiny new --cpu many",
    "nothing like it",
  ])("answers %s as what was typed wrongly", async (line) => {
    const { status, reply } = await can(line);
    expect(status).toBe("usage");
    for (const { line: pressed } of reply.buttons ?? []) expect(pressed).toMatch(/^\/can /u);
  });

  test("tells another's guest and nobody's apart no more than the verb does", async () => {
    const [anothers, nobodys] = [await can("vm delete secret"), await can("vm delete unheard")];
    expect(JSON.stringify(anothers.reply).replaceAll("secret", "unheard")).toBe(JSON.stringify(nobodys.reply));
  });

  test("tells somebody who may never do it nothing else", async () => {
    for (const line of ["audit", "vm frozen", "audit --since nonsense"]) {
      const { output } = await can(line);
      expect(output).toMatchObject({ allowed: "no", refusal: { code: "role.admin_only" } });
    }
    expect((await can("vm frozen", { person: people.admin })).output).toMatchObject({ allowed: "yes" });
  });

  test("says so where the host may know better than the bot", async () => {
    const ended = job({ status: "done", endedAt: contextFor().now() });
    const { reply } = await can("vm create tiny new --memory 8G", { jobs: [ended] });
    expect(reply.footer).toContain("not told its newest state");
  });

  test("says nothing of a private key, wherever it stands", async () => {
    const { status, refusal } = await can("me key add -----BEGIN OPENSSH PRIVATE KEY----- AAAA");
    expect([status, refusal?.code]).toEqual(["refused", "key.private"]);
  });

  test("may be asked about itself", async () => {
    expect((await can("can vm delete web")).output).toMatchObject({ allowed: "yes" });
  });
});

describe("a line within a line", () => {
  const context = contextFor({ hosts: [host("vm1", [guest(), guest({ name: "db" })])] });
  test.each([
    ["/can vm sh", ["/can vm show"]],
    ["/can /vm sh", ["/can /vm show"]],
    ["/can vm show ", ["/can vm show db", "/can vm show web"]],
    ["/can vm create ti", ["/can vm create tiny"]],
    ["/can p", ["/can ping"]],
  ])("%s is completed as it would be alone", (line, expected) => {
    expect(complete(line, context, commands)).toEqual(expected);
  });

  test("is offered whole where a platform completes one value", () => {
    expect(candidatesFor("can ", "line", "vm show w", context, commands)).toEqual(["vm show web"]);
  });
});
