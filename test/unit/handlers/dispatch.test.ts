import { describe, expect, test } from "vitest";
import { commands } from "../../../handlers/registry.ts";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { guest, host, inventory, job, now, people, type } from "./department.ts";
import { answerTo, jobOf, questionOf } from "./typed.ts";

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
    for (const verb of ["show", "stop", "restart", "ip"])
      expect((await jobOf(`/vm ${verb} web`, { hosts })).host).toBe("vm2");
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

test("the bounds that /vm create says are the action's own", () => {
  const create = commands.find(({ verb }) => verb === "create");
  const usual = { template: "tiny", name: "new", cpu: 1, memoryMiB: 1024, diskGiB: 10 };
  const fits = (key: string, value: number) => vmCreate.input.safeParse({ ...usual, [key]: value }).success;
  for (const [name, key, unit] of [
    ["cpu", "cpu", 1],
    ["memory", "memoryMiB", 1],
    ["disk", "diskGiB", 1024],
  ] as const) {
    const { minimum = 0, maximum = 0 } = create?.parameters.find((one) => one.name === name) ?? {};
    const [least, most] = [minimum / unit, maximum / unit];
    expect([least - 1, least, most, most + 1].map((value) => fits(key, value))).toEqual([false, true, true, false]);
  }
});

describe("a destructive line", () => {
  test("asks once, showing what goes, and its button does it", async () => {
    const { shown, yes } = await questionOf("/vm delete db");
    for (const part of ["db", "vm1", "10 GB", "30 Mar 2026", "研究用"]) expect(shown).toContain(part);
    expect(yes).toBe("/vm delete db --yes");
    expect(await jobOf(yes)).toMatchObject({ action: "vm.delete", input: { name: "db" } });
    expect(await jobOf("/vm delete db", {}, true)).toMatchObject({ action: "vm.delete" });
  });

  test("asks before the power is cut, and not before an ordinary stop", async () => {
    expect((await type("/vm stop web")).kind).toBe("job");
    const { yes } = await questionOf("/vm stop web --force");
    expect(await jobOf(yes)).toMatchObject({ input: { name: "web", force: true } });
  });
});
