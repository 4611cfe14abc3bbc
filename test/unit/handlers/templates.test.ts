import { expect, test } from "vitest";
import type { HostView } from "../../../handlers/kit/ports.ts";
import { contextFor, people, type } from "./department.ts";

const sha256 = "0123456789abcdef".repeat(4);
const add = (rest: string, hosts?: readonly HostView[]) =>
  type(`/vm template add ${rest}`, { person: people.admin, ...(hosts === undefined ? {} : { hosts }) });
const code = async (asked: ReturnType<typeof type>) => {
  const answer = await asked;
  return answer.kind === "final" ? answer.refusal?.code : answer.kind;
};

test("an image is asked for with its digest and titles, and waits for another administrator", async () => {
  const [view] = contextFor().directory.hosts();
  expect(await add(`os-lab /srv/OS.qcow2 ${sha256.toUpperCase()} --en 'OS course' --host ${view?.host}`)).toMatchObject(
    {
      kind: "approval",
      host: view?.host,
      input: { name: "os-lab", source: "/srv/OS.qcow2", sha256, title: { ja: "OS course", en: "OS course" } },
      refusal: { code: "approval.root", approvers: ["admin"] },
    },
  );
});

test.each([
  ["OS_lab! /srv/os.qcow2", "template.name"],
  ["os-lab srv/os.qcow2", "template.path"],
  ["os-lab /srv/../etc/shadow", "template.path"],
  ["os-lab /srv//os.qcow2", "template.path"],
])("%s is refused as %s", async (rest, expected) => {
  expect(await code(add(`${rest} ${sha256}`))).toBe(expected);
});

test("half a digest is refused", async () => {
  expect(await code(add(`os-lab /srv/os.qcow2 ${sha256.slice(1)}`))).toBe("template.sha256");
});

test("where there are several hosts nobody signs for one by accident", async () => {
  const [view] = contextFor().directory.hosts();
  if (view === undefined) throw new Error("there is no host");
  const hosts = [view, { ...view, host: "vm9" }];
  expect(await code(add(`os-lab /srv/os.qcow2 ${sha256}`, hosts))).toBe("template.host");
  expect(await add(`os-lab /srv/os.qcow2 ${sha256} --host vm9`, hosts)).toMatchObject({ host: "vm9" });
});

test("a student learns nothing of templates' files", async () => {
  expect(await code(type(`/vm template add os srv ${sha256}`))).toBe("role.admin_only");
  expect(await code(type("/vm template retire nix"))).toBe("role.admin_only");
});

test("a disk grows freely up to what needs nobody's yes, and never shrinks", async () => {
  expect(await type("/vm disk web 10G")).toMatchObject({ kind: "final", refusal: { code: "disk.not_larger" } });
  expect(await type("/vm disk web 12")).toMatchObject({
    kind: "approval",
    input: { name: "web", diskGiB: 12 },
    refusal: { code: "approval.disk", numbers: { request: 12, free: 10 } },
  });
  expect(await type("/vm disk web 900G")).toMatchObject({ kind: "final", refusal: { code: "limit.disk" } });
});
