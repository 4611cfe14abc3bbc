import { templateMaxGiB } from "../../../policies/limits.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import type { Exec } from "../../exec.ts";
import { type Job, StepFailure } from "../../runner.ts";

const gib = 1024 ** 3;
/** So long a file on a hanging file system is waited for, in milliseconds. */
const lookMs = 5_000;
const copyMs = 840_000;

/**
 * What `stat` says of the file that is to become a template, in bytes. It may lie where other people write, so it is
 * looked at by a program that can be given up, and a symbolic link is not followed.
 * Refused: template.source_missing, template.source_not_file, template.source_large.
 */
export async function lookAtSource(exec: Exec, path: string, job: Job): Promise<Outcome<number>> {
  const ran = await exec.run("stat", ["--format=%F|%s", "--", path], {
    ...{ timeoutMs: lookMs, maxOutput: 4_096, signal: job.signal, owner: job.person.name },
  });
  const file = path.slice(0, 200);
  if (ran.exitCode !== 0) return refused(refuse("template.source_missing", { path: file }));
  const [kind = "", size = ""] = ran.stdout.trim().split("|");
  if (!kind.startsWith("regular ")) return refused(refuse("template.source_not_file", { path: file }));
  const bytes = Number(size);
  if (!(bytes <= templateMaxGiB * gib)) {
    return refused(refuse("template.source_large", { request: Math.ceil(bytes / gib), limit: templateMaxGiB }));
  }
  return accepted(bytes);
}

/**
 * Copies a file, holes left out, and syncs it. What it was when it was looked at may have changed since: a link is not
 * followed, a pipe not waited for, and no more is read than a template may have. The digest of the copy decides.
 */
export async function copySource(exec: Exec, from: string, to: string, job: Job): Promise<void> {
  const input = [`if=${from}`, "iflag=nofollow,nonblock,fullblock,count_bytes", `count=${templateMaxGiB * gib}`];
  const ran = await exec.run("dd", [...input, `of=${to}`, "conv=sparse,excl,fsync", "bs=4M", "status=none"], {
    ...{ timeoutMs: copyMs, maxOutput: 64 * 1024, signal: job.signal, owner: job.person.name },
  });
  if (ran.exitCode !== 0) throw new Error(`copying ${from}: dd said: ${ran.stderr.trim().slice(0, 500)}`);
}

/** SHA-256 of a file, 64 hexadecimal digits. */
export async function digestOf(exec: Exec, path: string, job: Job): Promise<string> {
  const ran = await exec.run("sha256sum", ["--binary", "--", path], {
    ...{ timeoutMs: copyMs, maxOutput: 64 * 1024, signal: job.signal },
  });
  const [digest] = /^[0-9a-f]{64}(?= )/.exec(ran.stdout) ?? [];
  if (ran.exitCode !== 0 || digest === undefined) {
    throw new StepFailure("step.failed", `reading ${path}: sha256sum said: ${ran.stderr.trim().slice(0, 500)}`);
  }
  return digest;
}
