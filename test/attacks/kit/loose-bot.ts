import { cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { policyFolder } from "../../../policies/policyset.ts";
import type { Department } from "../../department/department.ts";
import { type Managed, startManaged } from "../../department/process.ts";
import { root } from "../../gates/files.ts";

const loose = '@id("allow.everything")\npermit (principal, action, resource);\n';

/**
 * Starts the department's bot from a copy of the built program whose policies permit everything to everybody. The
 * department's own bot must have been stopped.
 */
export async function startLooseBot(department: Department): Promise<Managed> {
  const copy = join(department.folder, "loose");
  await mkdir(join(copy, "policies/cedar"), { recursive: true });
  for (const room of ["bot", "chunks"]) {
    await cp(join(root, "dist", room), join(copy, "dist", room), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(copy, "node_modules"));
  await writeFile(join(copy, "package.json"), '{"type":"module"}');
  // All of the department's own but its rules: the schema, and the numbers.
  for (const file of await readdir(policyFolder()))
    if (!file.endsWith(".cedar")) await cp(join(policyFolder(), file), join(copy, "policies/cedar", file));
  await writeFile(join(copy, "policies/cedar/loose.cedar"), loose);
  const user = ["setpriv", "--reuid=shisa-bot", "--regid=shisa-bot", "--init-groups"];
  const argv = department.lab.enter([...user, process.execPath, join(copy, "dist/bot/main.js")]);
  return startManaged(argv, {
    env: {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      REDIS_URL: `unix://${department.lab.redisSocket}`,
      SHISA_TRUST: join(department.folder, "trust"),
      SHISA_BOT_STATE: join(department.folder, "bot"),
      SHISA_BOT_KEYS: join(department.folder, "bot.keys"),
      SHISA_LANGUAGE: "en",
    },
    log: join(department.folder, "loose.log"),
    wrapped: true,
    deadlineMs: 30_000,
  });
}
