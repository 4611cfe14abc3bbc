import { describe, expect, test } from "vitest";
import { complete } from "../../../handlers/kit/complete.ts";
import { dispatch } from "../../../handlers/kit/dispatch.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor, guest, host, job, now, people, type Setting } from "./department.ts";
import { answerTo } from "./typed.ts";

/** What a student may ask for, in the order of the help. */
const allFamilies = [
  ...["/vm", "/gpu", "/backup", "/jobs", "/approvals", "/can", "/why", "/me", "/oncall", "/link", "/exam"],
  ...["/alert", "/ceph", "/ping", "/help"],
];

describe("an answer from the inventory", () => {
  test("shows a silent host as silent, not as empty", async () => {
    const hosts = [host("vm1", []), host("vm2", [guest()], { silent: true, heardAt: now - 600_000 })];
    const { reply, output } = await answerTo("/vm list", { hosts });
    expect(reply.text?.[0]).toContain("vm2 is silent");
    expect(reply.list?.[0]).toMatchObject({ title: "web", cells: expect.arrayContaining(["unknown (silent)"]) });
    expect(output).toMatchObject({ guests: [{ name: "web", state: "unknown" }] });
  });

  test("says how old it is, and which guests are still being made", async () => {
    const { reply } = await answerTo("/vm list", { jobs: [job()] });
    expect(reply.footer).toBe("As of 12 s ago");
    expect(reply.text).toEqual(["Being made: job #42"]);
  });

  test("/me language keeps what was chosen and answers in it", async () => {
    const context = contextFor({ language: "en" });
    const answered = await dispatch({ line: "/me language 日本語", confirmed: false }, context, commands);
    expect(answered).toMatchObject({ status: "done", reply: { title: "これからは日本語でお返事します" } });
    expect(context.chosen.get("e235701")).toBe("ja");
  });

  test("/help lists what the person may do, and finds what was meant", async () => {
    const all = (await answerTo("/help")).reply.list?.map(({ title }) => title);
    expect(all).toEqual(allFamilies);
    expect((await answerTo("/help vm crate")).reply.title).toContain("/vm create TEMPLATE NAME");
    const family = (await answerTo("/help vm")).reply.list?.map(({ title }) => title);
    expect(family).toContain("/vm create");
    expect((await answerTo("/vm create --help")).reply.code).toContain("/vm create tiny web");
  });
});

describe("completion", () => {
  const completed = (line: string, setting: Setting = {}) => complete(line, contextFor(setting), commands);
  test.each([
    ["/v", ["/vm"]],
    ["", allFamilies],
    ["/vm st", ["/vm start", "/vm stop"]],
    ["/vm show ", ["/vm show db", "/vm show web"]],
    ["/vm show s", []],
    ["/vm create t", ["/vm create tiny"]],
    ["/vm create tiny new --c", ["/vm create tiny new --cpu"]],
    ["/vm create tiny new —ho", ["/vm create tiny new --host"]],
    ["/vm create tiny new --host ", ["/vm create tiny new --host vm1"]],
    ["/vm create tiny new --host=v", ["/vm create tiny new --host=vm1"]],
    ["/vm stop web --force --", ["/vm stop web --force --host", "/vm stop web --force --yes"]],
    ["/me la", ["/me language"]],
    ["/me language ", ["/me language ja", "/me language en"]],
    ["/help vm del", ["/help vm delete"]],
    ["/ping ", ["/ping vm1"]],
    ["/jobs cancel ", ["/jobs cancel 42"]],
    ['/vm create "', []],
    ["/nothing x", []],
  ])("of %j is %j", (line, expected) => {
    expect(completed(line, { jobs: [job()] })).toEqual(expected);
  });

  test("shows nothing to somebody without a role", () => {
    expect(completed("/", { person: people.nobody })).toEqual([]);
  });
});
