import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutputOf } from "../../protocol/action.ts";
import type { vmWhy } from "../../protocol/actions/vm-why.ts";
import { type Final, sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { waitFor } from "../lab/wait.ts";

// A real guest, broken in one way after the other: /why has to say which. The real bot, executor and libvirt.
let department: Department;
const student = "e235701";
const say = (text: string, account = student): Promise<Final> => sayTo(department.socket, account, text).final;
const virsh = async (...argv: string[]): Promise<string> => {
  const ran = await department.lab.run(["virsh", "-q", "-c", "qemu:///system", ...argv]);
  expect(ran.exitCode, ran.stderr).toBe(0);
  return ran.stdout;
};

type Looked = OutputOf<typeof vmWhy>;

async function why(thing: string): Promise<{ found: Record<string, string>; looked: Looked; final: Final }> {
  const final = await say(`/why ${thing}`);
  expect(final, JSON.stringify(final)).toMatchObject({ status: "done" });
  const looked = final.output as Looked;
  const found = Object.fromEntries(looked.findings.map(({ about, found: how, code }) => [about, `${how} ${code}`]));
  return { found, looked, final };
}

const create = async (name: string, cpu: number): Promise<string> => {
  const made = await say(`/vm create tiny ${name} --memory 256M --disk 1G --cpu ${cpu}`);
  expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
  return (made.output as { address: string }).address;
};
const lines = ({ reply }: Final): readonly string[] => (reply.buttons ?? []).map(({ line }) => line);
let address: string;

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "vm"] });
  address = await create("web", 2);
}, 180_000);
afterAll(() => department?.stop(), 60_000);

test("a guest that works has a tick everywhere, by its name and by its address", { timeout: 60_000 }, async () => {
  for (const thing of ["web", address]) {
    const { found, looked } = await why(thing);
    expect(found).toEqual({
      owner: "ok why.yours",
      state: "ok why.runs",
      limits: "ok why.counted",
      host: "ok why.host_ready",
      reservation: "ok why.reserved",
      lease: "ok why.leased",
      answer: "ok why.answers",
    });
    expect(looked.ssh).toContain(address);
  }
});

test("a guest that lost its network cable runs, and nothing answers", { timeout: 180_000 }, async () => {
  const [mac = ""] = /52:54:[0-9a-f:]+/u.exec(await virsh("domiflist", `${student}-web`)) ?? [];
  await virsh("domif-setlink", `${student}-web`, mac, "down");
  // The kernel believes for up to a minute that a neighbour is there which it has just heard.
  let asked = await why("web");
  for (let times = 0; times < 8 && asked.found["answer"] === "wrong why.ssh_dropped"; times += 1)
    asked = await why("web");
  const { found, looked, final } = asked;
  expect(found).toMatchObject({ state: "ok why.runs", reservation: "ok why.reserved", answer: "wrong why.silent" });
  expect(looked.ssh).toBeNull();
  expect(lines(final)[0]).toBe("/vm restart web");
  await virsh("domif-setlink", `${student}-web`, mac, "up");
});

test("a paused guest is told from one that hangs", { timeout: 90_000 }, async () => {
  await virsh("suspend", `${student}-web`);
  expect((await why("web")).found).toMatchObject({ state: "wrong why.paused" });
  await virsh("resume", `${student}-web`);
});

test("a reservation that was lost is found, and what needs it is not looked at", { timeout: 90_000 }, async () => {
  const network = department.lab.vm?.network ?? "";
  const [, host = ""] =
    new RegExp(`(<host [^>]*ip='${address}'[^>]*/>)`, "u").exec(await virsh("net-dumpxml", network)) ?? [];
  await virsh("net-update", network, "delete", "ip-dhcp-host", host, "--live", "--config");
  expect((await why("web")).found).toMatchObject({
    reservation: "wrong why.reservation_none",
    lease: "unlooked why.unlooked_address",
    answer: "unlooked why.unlooked_address",
  });
  await virsh("net-update", network, "add", "ip-dhcp-host", host, "--live", "--config");
});

test("a guest whose power was cut says so, and its button starts it", { timeout: 180_000 }, async () => {
  await virsh("destroy", `${student}-web`);
  const { found, final } = await why("web");
  expect(found).toMatchObject({
    state: "wrong why.off_cut",
    limits: "ok why.may_start",
    answer: "unlooked why.unlooked_off",
  });
  const [next = ""] = lines(final);
  expect(next).toBe("/vm start web");
  expect(await say(next)).toMatchObject({ status: "done" });
  expect((await why("web")).found).toMatchObject({ answer: "ok why.answers" });
});

test("one that was shut down, and cannot be started within the limits, says both", { timeout: 240_000 }, async () => {
  expect(await say("/vm stop web")).toMatchObject({ status: "done" });
  await create("more", 3);
  const { found, final } = await why("web");
  expect(found).toMatchObject({ state: "wrong why.off_inside", limits: "wrong limit.cpus", host: "ok why.host_ready" });
  expect(final.reply.text?.join(" ")).toContain("It cannot be started now.");
  expect(lines(final)).not.toContain("/vm start web");
  const refused = await say("/vm start web");
  expect(refused).toMatchObject({ status: "refused", refusal: { code: "limit.cpus" } });
  expect((await say("/why")).output).toMatchObject({ refusal: { code: "limit.cpus" } });
  expect((await say("/can vm start web")).output).toMatchObject({ allowed: "no", refusal: { code: "limit.cpus" } });
});

test("one whose qemu was killed has crashed: one alert, of its owner, until it is deleted", {
  timeout: 90_000,
}, async () => {
  const crashes = async (): Promise<readonly string[]> => {
    const { open } = (await say("/alert list", "adm1")).output as { open: readonly { code: string; number: number }[] };
    return open.flatMap(({ code, number }) => (code.startsWith("guest.") ? [`${code} ${number}`] : []));
  };
  expect(await crashes()).toEqual([]);
  await department.lab.run(["pkill", "-KILL", "-f", `guest=${student}-more`]);
  await waitFor("the alert", async () => (await crashes()).length > 0 || undefined, { timeoutMs: 40_000 });
  const [alert = "", ...others] = await crashes();
  expect([alert, others]).toEqual([expect.stringMatching(/^guest\.crashed \d+$/u), []]);
  const shown = JSON.stringify((await say(`/alert show ${alert.split(" ")[1]}`, "adm1")).reply);
  expect(shown).toContain(`The guest more of ${student} crashed`);
  expect(shown).toContain("reason=crashed");
  expect((await why("more")).found).toMatchObject({ state: "wrong why.crashed" });
  expect(await say("/vm delete more")).toMatchObject({ status: "done" });
  await waitFor("the end of it", async () => (await crashes()).length === 0 || undefined, { timeoutMs: 40_000 });
});

test("another's guest and address are as unknown as nobody's, asked of the host too", { timeout: 60_000 }, async () => {
  for (const thing of ["web", address, "nothere", "10.213.0.250"]) {
    const answer = await say(`/why ${thing}`, "e235702");
    expect(answer, thing).toMatchObject({ status: "refused", refusal: { code: "guest.unknown" } });
    expect(JSON.stringify(answer.reply)).not.toContain(student);
  }
});
