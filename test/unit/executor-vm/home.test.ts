import { expect, test } from "vitest";
import { readDump } from "../../../executor/homes/attributes.ts";
import { literal, parts } from "../../../executor/homes/look.ts";
import { candidates, isCoreDump } from "../../../executor/homes/removable.ts";
import type { Job } from "../../../executor/runner.ts";
import { homeDiskRunner } from "../../../executor/runners/homes/disk.ts";
import type { RunnerTools } from "../../../executor/tools.ts";

test("a name in what getfattr prints cannot forge a line of it", () => {
  const text = [
    '# file: /home/a/plain\nceph.dir.rbytes="12"',
    '# file: /home/a/x\\012# file: /home/a/y\\012ceph.dir.rbytes="9"\nceph.dir.rbytes="3"',
    '# file: /home/a/\\343\\203\\233\\134\nceph.dir.rbytes="4"',
    "# file: /home/a/none",
  ].join("\n\n");
  expect(readDump(`${text}\n\n`)).toEqual([
    ["/home/a/plain", 12],
    ['/home/a/x\n# file: /home/a/y\nceph.dir.rbytes="9"', 3],
    ["/home/a/ホ\\", 4],
  ]);
});

test("what was cut off is left out, and a pattern takes a name as it is", () => {
  expect(parts("a\0b\0half")).toEqual(["a", "b"]);
  expect(literal("/home/[a]*")).toBe("/home/\\[a\\]\\*");
});

test("no name from a home is part of a command: only fixed folders, and core dumps by their number", () => {
  for (const { command } of candidates) expect(command).toMatch(/^[a-z]+(?: [a-z-]+)*(?: ~\/[\w./-]+)?$/);
  expect(["core", "core.12"].every(isCoreDump)).toBe(true);
  expect(["core.1;rm", "core\n", "score", "core.1.bak"].some(isCoreDump)).toBe(false);
});

test("a home outside the folder of homes is not looked at", async () => {
  const person = { name: "e235701", uid: 10_001, roles: ["student" as const] };
  for (const home of ["/etc", "/home", "/home/../etc", "/homes/e235701", ""]) {
    const known = { ...person, gid: 1, fullName: "", home };
    const tools = {
      config: { host: "vm1" },
      people: { look: () => Promise.resolve(known) },
      exec: { run: () => Promise.reject(new Error("it was looked at")) },
    } as unknown as RunnerTools;
    const planned = await homeDiskRunner(tools, "/home").plan({}, { person } as unknown as Job, []);
    expect(planned).toMatchObject({ ok: false, refusal: { code: "home.elsewhere" } });
  }
});
