import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateKeys, type KeyFile, type TrustFile } from "../../protocol/keys.ts";
import { repositoryRoot } from "../lab/paths.ts";
import type { Department } from "./department.ts";
import { type Managed, startManaged } from "./process.ts";

/** One more executor of a department, in the same lab, with keys and a state folder of its own. */
export interface AnotherHost {
  readonly keys: KeyFile;
  readonly state: string;
  readonly managed: () => Managed;
  readonly start: () => Promise<void>;
}

const monthMs = 30 * 24 * 3_600_000;

/** Makes its keys and names it in the trust file, which all read anew within a second. It is not started. */
export async function addHost(
  { folder, lab, trust, parking, executorEnv }: Department,
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<AnotherHost> {
  const state = join(folder, name);
  const { file: keys, entry } = await generateKeys(name, "executor", monthMs);
  const keysFile = join(folder, `${name}.keys`);
  await mkdir(state, { mode: 0o700 });
  await writeFile(keysFile, JSON.stringify(keys), { mode: 0o600 });
  const known = JSON.parse(await readFile(trust, "utf8")) as TrustFile;
  await writeFile(trust, JSON.stringify({ keys: [...known.keys, entry] }));
  const env = { ...executorEnv, SHISA_HOST: name, SHISA_EXECUTOR_STATE: state, SHISA_EXECUTOR_KEYS: keysFile };
  const program = join(repositoryRoot(), "dist/test/department/parked-executor.js");
  let managed: Managed | undefined;
  const start = async (): Promise<void> => {
    managed = await startManaged(lab.enter([process.execPath, program, parking]), {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...env, ...settings },
      log: join(folder, `${name}.log`),
      wrapped: true,
      deadlineMs: 30_000,
    });
  };
  return {
    ...{ keys, state, start },
    managed: () => {
      if (managed === undefined) throw new Error(`${name} is not running`);
      return managed;
    },
  };
}
