import type { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { homeDisk } from "../../../protocol/actions/home-disk.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { measureHome } from "../../homes/measure.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

const planSchema = homeDisk.output;
type Plan = z.infer<typeof planSchema>;

/**
 * Tells a person what their own home takes. The home is the one that NSS names for the account that asks, and must be
 * below the folder of homes; nobody can name another.
 */
export const homeDiskRunner = (tools: RunnerTools, homes: string): AnyRunner =>
  defineRunner<typeof homeDisk, Plan>({
    action: homeDisk,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    // A read is planned outside the host's lock: a home that hangs holds up nobody else.
    plan: async (_input, { person }) => {
      const known = await tools.people.look(person.name);
      if (known === undefined || known.uid !== person.uid) return refused(refuse("home.unreadable"));
      if (!isBelow(known.home, homes)) return refused(refuse("home.elsewhere", { host: tools.config.host }));
      const measured = await measureHome(tools.exec, known);
      return measured.ok ? accepted({ ...measured.value, host: tools.config.host }) : measured;
    },
    planSchema,
    steps: {},
    result: (plan) => Promise.resolve(plan),
  });

const isBelow = (home: string, homes: string): boolean =>
  home.startsWith(`${homes.replace(/\/+$/, "")}/`) && !home.split("/").includes("..");
