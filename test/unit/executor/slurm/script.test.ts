import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { batchScript, submitOptions } from "../../../../executor/slurm/script/batch.ts";
import { readDirectives } from "../../../../executor/slurm/script/directives.ts";
import { mendScript } from "../../../../executor/slurm/script/mend.ts";

const bytes = (text: string): Buffer => Buffer.from(text);
const none = new Set<never>();

test("mending a script twice changes nothing more, whatever its bytes are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
      const once = mendScript(content).content;
      // What decodes to nothing but a mark of UTF-16 again is no script.
      fc.pre(!(once[0] === 0xff && once[1] === 0xfe) && !(once[0] === 0xfe && once[1] === 0xff));
      expect(mendScript(once).content.equals(once)).toBe(true);
    }),
  );
});

test("a script of plain UTF-8 without carriage returns is left as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(!text.startsWith("\ufeff") && !text.includes("\r"));
      expect(mendScript(bytes(text))).toEqual({ content: bytes(text), notes: [] });
    }),
  );
});

test("UTF-16 becomes UTF-8, and Shift_JIS is noticed and left", () => {
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("print('課題')\n", "utf16le")]);
  expect(mendScript(wide)).toEqual({ content: bytes("print('課題')\n"), notes: [{ code: "utf16" }] });
  const shiftJis = Buffer.from([0x23, 0x89, 0xdb, 0x91, 0xe8, 0x0a]);
  expect(mendScript(shiftJis)).toEqual({ content: shiftJis, notes: [{ code: "shift_jis" }] });
});

test.each([
  ["--gres=gpu:2", { gpus: 2 }],
  ["--gres=gpu:v100:1", { gpus: 1 }],
  ["--gpus 3", { gpus: 3 }],
  ["-c 8", { cpus: 8 }],
  ["--cpus-per-task=8", { cpus: 8 }],
  ["--mem=16G", { memoryMiB: 16_384 }],
  ["--mem=2048", { memoryMiB: 2_048 }],
  ["--time=1-12:30", { minutes: 2_190 }],
  ["-t 01:30:00", { minutes: 90 }],
  ["--time=90", { minutes: 90 }],
  ["--time=90:30", { minutes: 91 }],
])("#SBATCH %s is taken for the option that it means", (line, asked) => {
  expect(readDirectives(bytes(`#!/bin/bash\n#SBATCH ${line}\ntrue\n`), none)).toMatchObject({
    asked,
    notes: [{ code: "directive_taken" }],
  });
});

test.each([
  ...["hetjob", "--array=1-1000", "--uid=0", "--output=/etc/x", "--gres=gpu:99", "--mem=0", "--time=infinite"],
  ...["--job-name=$(reboot)", "--wrap=x", "--gres=gpu:1,license:2", "--export=ALL", "--nodes=4"],
])("#SBATCH %s means nothing", (line) => {
  expect(readDirectives(bytes(`#SBATCH ${line}\n`), none)).toMatchObject({
    asked: {},
    notes: [{ code: "directive_ignored" }],
  });
});

test("what was typed counts, and not the script's line; and no line after the first command does", () => {
  const script = bytes("#SBATCH --mem=8G\n\n# a note\ntrue\n#SBATCH --gpus=4\n");
  expect(readDirectives(script, new Set(["memoryMiB"] as const))).toEqual({
    asked: {},
    notes: [{ code: "directive_ignored", text: "#SBATCH --mem=8G" }],
  });
});

test("a command reaches the shell as the one word that it is, whatever stands in it", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      fc.pre(!/\p{Cc}/u.test(text));
      const running = { kind: "sh", script: `printf %s '${text.replaceAll("'", "'\\''")}'` } as const;
      const script = batchScript({ running, sif: null, apptainer: "/usr/bin/apptainer", folder: "/tmp" });
      expect(execFileSync("/bin/sh", { input: script, encoding: "utf8" })).toBe(text);
      expect(script.split("\n").filter((line) => line.startsWith("#"))).toEqual(["#!/bin/sh"]);
    }),
    { numRuns: 30 },
  );
});

test("an image is entered with its GPUs and with nothing of the environment", () => {
  const running = { kind: "command", command: "it's" } as const;
  const script = batchScript({ running, sif: "/h/a b.sif", apptainer: "/usr/bin/apptainer", folder: "/h" });
  expect(script).toContain("'/usr/bin/apptainer' '-s' 'exec' '--nv' '--cleanenv' '--pwd' '/h' '--' '/h/a b.sif'");
  expect(script).toContain("export APPTAINERENV_CUDA_VISIBLE_DEVICES=");
});

test("every option stands by itself, so that nothing of a value is one", () => {
  const asked = { gpus: 0, cpus: 2, memoryMiB: 100, minutes: 5 };
  const where = { grant: "g1", partition: "gpu", account: "shisa", folder: "/h/--wrap=x", log: "/h/gpu-logs/%j.log" };
  const options = submitOptions({ ...asked, ...where });
  expect(options.every((option) => option.startsWith("--"))).toBe(true);
  expect(options).toContain("--export=NONE");
  expect(options).toContain("--chdir=/h/--wrap=x");
  expect(options.some((option) => option.startsWith("--gres"))).toBe(false);
});
