import { describe, expect, test } from "vitest";
import { complete } from "../../../handlers/kit/complete.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor, guest, host, inventory, job, now, people, type Setting, type, usualGuests } from "./department.ts";

const jobOf = async (line: string, setting: Setting = {}, confirmed = false) => {
  const { kind, ...rest } = await type(line, setting, confirmed);
  if (kind !== "job" || !("input" in rest)) throw new Error(`${line} became ${kind}: ${JSON.stringify(rest)}`);
  return { host: rest.host, input: rest.input, action: rest.command.action };
};
const answerTo = async (line: string, setting: Setting = {}) => {
  const dispatched = await type(line, setting);
  if (dispatched.kind !== "final") throw new Error(`${line} became a ${dispatched.kind}`);
  return dispatched;
};
const lineOf = (reply: Reply): string | undefined => reply.buttons?.[0]?.line;

describe("a line that becomes a job", () => {
  test("/vm create gives one CPU, 1 GB and 10 GB unless more is said", async () => {
    expect(await jobOf("/vm create TINY new")).toEqual({
      host: "vm1",
      action: "vm.create",
      input: { template: "tiny", name: "new", cpu: 1, memoryMiB: 1024, diskGiB: 10 },
    });
    expect(await jobOf("/vm create tiny new --cpu 2 --memory 1.5G --disk 5000M --note 研究用")).toMatchObject({
      input: { cpu: 2, memoryMiB: 1536, diskGiB: 5, note: "研究用" },
    });
  });

  test("hostile text reaches the input as one verbatim value, or not at all", async () => {
    expect(await jobOf('/vm create tiny new --note "$(reboot); rm -rf / --yes"')).toMatchObject({
      input: { name: "new", note: "$(reboot); rm -rf / --yes" },
    });
    for (const line of ["/vm show ../../etc", "/vm show $(id)", "/vm show __proto__", "/vm create ../tiny new"])
      expect((await answerTo(line)).status).toBe("refused");
  });

  test("a guest is asked for on the host that holds it", async () => {
    const hosts = [host("vm1", []), host("vm2", [guest()])];
    for (const verb of ["show", "start", "stop", "restart", "ip"])
      if (verb !== "start") expect((await jobOf(`/vm ${verb} web`, { hosts })).host).toBe("vm2");
  });

  test("a new guest goes to the host with most room that holds the template, is heard, and takes changes", async () => {
    const busy = guest({ owner: people.taro, name: "big", memoryMiB: 400 * 1024 });
    const hosts = [
      host("full", [busy]),
      host("free", []),
      host("silent", [], { silent: true }),
      host("stopped", [], { inventory: inventory([], { stopped: true }) }),
      host("other", [], { inventory: inventory([], { templates: [] }) }),
    ];
    expect((await jobOf("/vm create tiny new", { hosts })).host).toBe("free");
    expect((await jobOf("/vm create tiny new --host full", { hosts })).host).toBe("full");
    for (const [name, code] of [
      ["silent", "host.silent"],
      ["stopped", "host.stopped"],
      ["other", "template.unknown"],
      ["ful", "host.unknown"],
    ])
      expect((await answerTo(`/vm create tiny new --host ${name}`, { hosts })).refusal?.code).toBe(code);
  });

  test("a guest that a job has just made, and no inventory knows yet, is left to its host to find", async () => {
    expect((await answerTo("/vm show new")).refusal?.code).toBe("guest.unknown");
    expect(await jobOf("/vm show new", { jobs: [job()] })).toMatchObject({ host: "vm1", input: { name: "new" } });
    const ended = job({ status: "done", endedAt: now - 5_000 });
    expect(await jobOf("/vm show new", { jobs: [ended] })).toMatchObject({ host: "vm1" });
    const others = job({ person: people.taro.name });
    expect((await answerTo("/vm show new", { jobs: [others] })).refusal?.code).toBe("guest.unknown");
  });

  test("limits that a job may have freed since the inventory are left to the host", async () => {
    const hosts = [
      host(
        "vm1",
        ["a", "b", "c", "d"].map((name) => guest({ name, state: "off" })),
      ),
    ];
    expect((await answerTo("/vm create tiny new", { hosts })).refusal?.code).toBe("limit.guests");
    const deleted = job({ action: "vm.delete", status: "done", endedAt: now - 3_000 });
    expect((await jobOf("/vm create tiny new", { hosts, jobs: [deleted] })).action).toBe("vm.create");
  });

  test("/jobs cancel names the grant of the person's own open job on its host", async () => {
    const jobs = [job()];
    expect(await jobOf("/jobs cancel 42", { jobs })).toEqual({
      host: "vm1",
      action: "job.cancel",
      input: { grant: job().grant },
    });
    expect((await answerTo("/jobs cancel 42", { jobs, person: people.taro })).refusal?.code).toBe("job.unknown");
    expect((await answerTo("/jobs cancel 43", { jobs })).refusal?.code).toBe("job.unknown");
    const ended = [job({ status: "done", endedAt: now })];
    expect((await answerTo("/jobs cancel 42", { jobs: ended })).refusal?.code).toBe("job.ended");
  });
});

describe("a destructive line", () => {
  test("asks once, showing what goes, and its button does it", async () => {
    const asked = await type("/vm delete db");
    if (asked.kind !== "confirm") throw new Error(`it became a ${asked.kind}`);
    const shown = JSON.stringify(asked.reply);
    for (const part of ["db", "vm1", "10 GB", "30 Mar 2026", "研究用"]) expect(shown).toContain(part);
    const yes = lineOf(asked.reply);
    expect(yes).toBe("/vm delete db --yes");
    expect(await jobOf(yes ?? "")).toMatchObject({ action: "vm.delete", input: { name: "db" } });
    expect(await jobOf("/vm delete db", {}, true)).toMatchObject({ action: "vm.delete" });
  });

  test("asks before the power is cut, and not before an ordinary stop", async () => {
    expect((await type("/vm stop web")).kind).toBe("job");
    const asked = await type("/vm stop web --force");
    if (asked.kind !== "confirm") throw new Error(`it became a ${asked.kind}`);
    expect(await jobOf(lineOf(asked.reply) ?? "")).toMatchObject({ input: { name: "web", force: true } });
  });
});

describe("a refusal", () => {
  test.each([
    ["/vm create tniy new", "template.unknown", "/vm create tiny new"],
    ["/vm create tiny web", "guest.exists", "/vm create tiny web2"],
    ["/vm create tiny new --disk 30G --note 'a b'", "approval.disk", '/vm create tiny new --note "a b"'],
    ["/vm create tiny new --cpu 4 --host vm1", "limit.cpus", "/vm create tiny new --cpu 3 --host vm1"],
    ["/vm create tiny new --memory 8G", "limit.memory", "/vm create tiny new --memory 7G"],
    ["/vm create ubuntu-22 new --disk 2G", "disk.below_template", "/vm create ubuntu-22 new --disk 4G"],
    ["/vm show wbe", "guest.unknown", "/vm show web"],
    ["/vm start db --host vn1", "host.unknown", "/vm start db --host vm1"],
  ])("of %s is %s and offers %s", async (line, code, passing) => {
    const { status, refusal, reply } = await answerTo(line);
    expect([status, refusal?.code]).toEqual(["refused", code]);
    expect(reply.code).toBe(passing);
    expect(lineOf(reply)).toBe(passing);
    expect((await type(passing)).kind).toBe("job");
  });

  test("says where a name of one's own is on two hosts, and offers one of them", async () => {
    const hosts = [host("vm1", [guest()]), host("vm2", [guest()])];
    const { refusal, reply } = await answerTo("/vm show web", { hosts });
    expect(refusal).toMatchObject({ code: "guest.ambiguous", numbers: { hosts: "vm1, vm2" } });
    expect((await jobOf(reply.code ?? "", { hosts })).host).toBe("vm1");
    expect((await jobOf("/vm show web --host vm2", { hosts })).host).toBe("vm2");
  });

  test("never differs for another's guest and nobody's, nor does anything else that is shown", async () => {
    const ofTaro = await answerTo("/vm show secret");
    const ofNobody = await answerTo("/vm show nothere");
    expect(JSON.stringify(ofTaro).replaceAll("secret", "X")).toBe(JSON.stringify(ofNobody).replaceAll("nothere", "X"));
    expect(JSON.stringify(await answerTo("/vm show secre"))).not.toContain("secret");
    for (const line of ["/vm list", "/vm templates", "/me", "/jobs", "/help"]) {
      const without = usualGuests.filter(({ owner }) => owner.name === people.hanako.name);
      const alone = await answerTo(line, { hosts: [host("vm1", without)] });
      expect(await answerTo(line)).toEqual(alone);
    }
  });

  test("says since when no host is heard", async () => {
    expect((await answerTo("/ping", { hosts: [] })).refusal).toMatchObject({ code: "host.none", numbers: {} });
    const silent = [host("vm1", usualGuests, { silent: true, heardAt: now - 600_000 })];
    for (const line of ["/ping", "/vm create tiny new", "/vm start db", "/vm delete web --yes"])
      expect((await answerTo(line, { hosts: silent })).refusal).toEqual({
        code: "host.silent",
        numbers: { host: "vm1", since: now - 600_000 },
      });
  });

  test("tells somebody without a role nothing but that", async () => {
    for (const line of ["/vm list", "/vm create tiny web", "/vm show web", "/help", "/me", "/ping", "/jobs cancel 1"])
      expect((await answerTo(line, { person: people.nobody })).refusal?.code).toBe("person.unknown");
  });

  test("of a name in kanji is no usage error", async () => {
    const { status, refusal } = await answerTo("/vm create tiny 研究");
    expect([status, refusal?.code]).toEqual(["refused", "name.invalid"]);
    expect((await answerTo("/vm create tiny")).status).toBe("usage");
  });

  test("is private, as is everything with an address", async () => {
    for (const line of ["/vm list", "/vm show secret", "/vm bogus", "/me", "/jobs"])
      expect((await answerTo(line)).reply.privacy).toBe("private");
  });
});

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
    const { dispatch } = await import("../../../handlers/kit/dispatch.ts");
    const answered = await dispatch({ line: "/me language 日本語", confirmed: false }, context, commands);
    expect(answered).toMatchObject({ status: "done", reply: { title: "これからは日本語でお返事します" } });
    expect(context.chosen.get("e235701")).toBe("ja");
  });

  test("/help lists what the person may do, and finds what was meant", async () => {
    const all = (await answerTo("/help")).reply.list?.map(({ title }) => title);
    expect(all).toEqual(["/vm", "/jobs", "/me", "/ping", "/help"]);
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
    ["", ["/vm", "/jobs", "/me", "/ping", "/help"]],
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
