import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { imageIn } from "../attacks/kit/root-acts.ts";
import { type Said, sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { publicTerminals, shisaAs } from "../department/public.ts";
import { repositoryRoot } from "../lab/paths.ts";
import { waitFor } from "../lab/wait.ts";

// Two administrators take an image as a template and retire one: asked for at a terminal, signed by each with
// `shisa approve` on a department machine, checked by the executor. Bot, executor, libvirt and munged are real ones.

let department: Department;
let image: { source: string; sha256: string };
beforeAll(async () => {
  department = await startDepartment({ botEnv: publicTerminals });
  image = await imageIn(department);
}, 120_000);
afterAll(() => department?.stop());

/** `shisa approve N --as ACCOUNT --yes`, where the department's munged is. */
async function approve(number: number, account: string) {
  const bot = join(department.folder, "bot");
  const env = [`SHISA_BOT_STATE=${bot}`, `SHISA_STATE=${join(bot, "none")}`, "LANG=C.UTF-8", "NO_COLOR=1"];
  const program = join(repositoryRoot(), "dist/bin/shisa.js");
  const argv = ["approve", String(number), "--as", account, "--yes"];
  return department.lab.run(["env", ...env, process.execPath, program, ...argv], { timeoutMs: 60_000 });
}

/** The same as the person themselves, at a department machine where nothing of root's is within reach. */
const approveAs = (number: number, account: string) =>
  shisaAs(department.lab, account, ["approve", String(number), "--yes"], { SHISA_STATE: department.folder });

/** The number under which a request waits, once its message says so. */
async function waits(said: Said): Promise<number> {
  const found = () => /approval (\d+)/.exec(said.messages.at(-1)?.reply.title ?? "")?.[1];
  await waitFor("the request to wait", async () => (found() === undefined ? undefined : true), { timeoutMs: 10_000 });
  return Number(found());
}

const say = (account: string, line: string): Said => sayTo(department.socket, account, line);
const templates = async () => (await readdir(department.lab.vm?.templates ?? "")).toSorted();

test("an image becomes a template once who asked and another administrator have signed just that", async () => {
  const before = await templates();
  const asked = say("adm1", `/vm template add os-lab ${image.source} ${image.sha256} --en 'OS course'`);
  const number = await waits(asked);

  const soon = await approve(number, "adm2");
  expect([soon.exitCode, soon.stdout]).toEqual([3, expect.stringContaining("has not signed it yet")]);
  const yes = await say("adm2", `/approvals approve ${number}`).final;
  expect(yes).toMatchObject({ status: "refused", refusal: { code: "approval.unsigned" } });

  const first = await approve(number, "adm1");
  expect([first.exitCode, first.stderr]).toEqual([0, ""]);
  for (const part of ["template.add", image.source, image.sha256, '"OS course"', "vm1", "adm1", "shisa-act:"])
    expect(first.stdout).toContain(part);
  const again = await approve(number, "adm1");
  expect(again.exitCode).toBe(0);
  expect(await templates()).toEqual(before);

  const student = await approve(number, "e235701");
  expect(student.exitCode).toBe(3);
  const second = await approve(number, "adm2");
  expect([second.exitCode, second.stderr]).toEqual([0, ""]);
  expect(await asked.final).toMatchObject({ status: "done", output: { name: "os-lab", host: "vm1" } });
  expect(await templates()).toEqual([...before, "os-lab.json", "os-lab.qcow2"].toSorted());

  const offered = async () => {
    const { output } = await say("e235701", "/vm templates").final;
    const { templates: all } = output as { templates: { name: string }[] };
    return all.some(({ name }) => name === "os-lab") || undefined;
  };
  await waitFor("the template to be offered", offered, { timeoutMs: 10_000 });
  const late = await approve(number, "adm2");
  expect([late.exitCode, late.stdout]).toEqual([3, expect.stringContaining("decided already")]);
});

test("a template is retired in the same way, and its guests go on", async () => {
  const guest = await say("e235701", "/vm create tiny web --memory 256M --disk 1G").final;
  expect(guest, JSON.stringify(guest)).toMatchObject({ status: "done" });
  const asked = say("adm2", "/vm template retire tiny");
  const number = await waits(asked);
  const student = await approveAs(number, "e235701");
  expect([student.code, student.stdout]).toEqual([3, expect.stringContaining("Only administrators")]);
  const [one, other] = [await approveAs(number, "adm2"), await approveAs(number, "adm1")];
  expect([one.code, one.stderr, other.code, other.stderr]).toEqual([0, "", 0, ""]);
  expect(one.stdout).toContain("As adm2 you are about to sign exactly this");
  expect(await asked.final).toMatchObject({ status: "done", output: { name: "tiny", guests: 1 } });
  const refused = await say("e235702", "/vm create tiny db").final;
  expect(refused).toMatchObject({ status: "refused", refusal: { code: "template.unknown" } });
  expect(await say("e235701", "/vm restart web").final).toMatchObject({ status: "done" });
});

test("a larger disk needs another's yes beyond what is free, and none below that", async () => {
  const grown = await say("e235701", "/vm disk web 2G").final;
  expect(grown, JSON.stringify(grown)).toMatchObject({ status: "done", output: { diskGiB: 2, before: 1 } });
  const asked = say("e235701", "/vm disk web 12G");
  const number = await waits(asked);
  expect(await say("prof1", `/approvals approve ${number}`).final).toMatchObject({ status: "done" });
  expect(await asked.final).toMatchObject({ status: "done", output: { diskGiB: 12, before: 2, running: true } });
});
