import { join } from "node:path";
import { type BackupsOfLab, prepareBackups } from "../lab/rsnapshot/rsnapshot.ts";
import { type AnotherHost, addHost } from "./another-host.ts";
import { type Department, startDepartment } from "./department.ts";

/** A department whose only host has the homes and their backups, until they are moved to another. */
export interface DepartmentWithBackups {
  readonly department: Department;
  readonly backups: BackupsOfLab;
  /** Runs a daily backup that ends well, and makes it look as if that had been so many days ago. */
  readonly backUp: (daysAgo: number) => Promise<void>;
  /** From now on the backups are on the host bak1, and vm1 has nothing but the homes. */
  readonly moveBackups: () => Promise<AnotherHost>;
  readonly stop: () => Promise<void>;
  /** Runs a program in the lab, as root or as somebody, that ends well. */
  readonly run: (argv: readonly string[], as?: string) => Promise<string>;
}

const none = { SHISA_RSNAPSHOT_CONF: "", SHISA_RSNAPSHOT_RUNS: "", SHISA_RSNAPSHOT_HOMES_HERE: "" };

export async function startWithBackups(): Promise<DepartmentWithBackups> {
  let backups: BackupsOfLab | undefined;
  let another: AnotherHost | undefined;
  const department = await startDepartment({
    components: ["redis"],
    executorEnv: async (lab) => {
      backups = await prepareBackups(lab);
      return {
        SHISA_RSNAPSHOT_CONF: backups.conf,
        SHISA_RSNAPSHOT_RUNS: backups.runs,
        SHISA_RSNAPSHOT_HOMES_HERE: "yes",
      };
    },
  });
  if (backups === undefined) throw new Error("no backups were prepared");
  const ready = backups;
  const run = async (argv: readonly string[], as = "root"): Promise<string> => {
    const person = as === "root" ? [] : ["setpriv", `--reuid=${as}`, `--regid=${as}`, "--init-groups", "--"];
    const ran = await department.lab.run([...person, ...argv]);
    if (ran.exitCode !== 0) throw new Error(`${argv.join(" ")} ended with ${ran.exitCode}: ${ran.stderr}`);
    return ran.stdout;
  };
  return {
    ...{ department, backups: ready, run },
    moveBackups: async () => {
      const settings = { SHISA_RSNAPSHOT_CONF: ready.conf, SHISA_RSNAPSHOT_RUNS: ready.runs, SHISA_CARRY_LIMIT: "8" };
      // Known to the bot before it first says anything, while the other is started anew.
      another = await addHost(department, "bak1", { ...settings, SHISA_RSNAPSHOT_HOMES_HERE: "no", SHISA_HOMES: "" });
      await department.executor().stop();
      await department.startExecutor(none);
      await another.start();
      return another;
    },
    stop: async () => {
      await another?.managed().stop();
      await department.stop();
    },
    backUp: async (daysAgo) => {
      const ran = await ready.run("daily");
      if (ran.exitCode !== 0) throw new Error(`the backup ended with ${ran.exitCode}: ${ran.stderr}`);
      await run(["touch", "-d", `${daysAgo} days ago`, join(ready.root, "daily.0")]);
    },
  };
}
