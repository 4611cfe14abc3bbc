import type { z } from "zod";
import type { Exec } from "../exec.ts";
import {
  crashesSchema,
  dfSchema,
  healthSchema,
  monDumpSchema,
  osdDfSchema,
  osdDumpSchema,
  osdTreeSchema,
  rulesSchema,
  statusSchema,
} from "./answers.ts";
import type { CephAccount } from "./settings.ts";
import { createCephShell } from "./shell.ts";

/** What can be looked at: the line for each, and what it is answered with. Nothing that anybody typed is in a line. */
const looks = {
  health: ["health detail", healthSchema],
  status: ["status", statusSchema],
  osdDump: ["osd dump", osdDumpSchema],
  osdTree: ["osd tree", osdTreeSchema],
  osdDf: ["osd df", osdDfSchema],
  rules: ["osd crush rule dump", rulesSchema],
  monDump: ["mon dump", monDumpSchema],
  df: ["df", dfSchema],
  crashes: ["crash ls-new", crashesSchema],
} as const satisfies Readonly<Record<string, readonly [string, z.ZodType]>>;
type Looks = typeof looks;

export type CephClient = {
  readonly [Name in keyof Looks]: (signal: AbortSignal) => Promise<z.infer<Looks[Name][1]>>;
} & { readonly end: () => Promise<void> };

/** Looks at a cluster, one thing at a time. */
export function createCephClient(exec: Pick<Exec, "converse">, account: CephAccount): CephClient {
  const shell = createCephShell(exec, account);
  const look =
    <T extends z.ZodType>([line, schema]: readonly [string, T]) =>
    async (signal: AbortSignal): Promise<z.infer<T>> => {
      const read = schema.safeParse(await shell.ask(line, signal));
      if (read.success) return read.data;
      // It may have been the answer to an earlier question: those to later ones would be late too.
      await shell.end();
      throw new Error(`reading what ceph says to "${line}"`, { cause: read.error });
    };
  return {
    health: look(looks.health),
    status: look(looks.status),
    osdDump: look(looks.osdDump),
    osdTree: look(looks.osdTree),
    osdDf: look(looks.osdDf),
    rules: look(looks.rules),
    monDump: look(looks.monDump),
    df: look(looks.df),
    crashes: look(looks.crashes),
    end: () => shell.end(),
  };
}
