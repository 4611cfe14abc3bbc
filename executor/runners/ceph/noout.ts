import { z } from "zod";
import { cephNoout } from "../../../protocol/actions/ceph.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { type ActingHost, nothingHeld, reached } from "./answered.ts";

const planSchema = z.strictObject({
  /** null: it ends now. */
  until: z.int().nullable(),
  before: z.int().nullable(),
});

/**
 * Sets noout for a while. What ends it is on the disk before it is set, and the monitor ends it at its first look after
 * that time, also when this program died meanwhile. A noout that somebody set by hand is not ours to end.
 */
export const nooutRunner = ({ client, noout }: ActingHost): AnyRunner =>
  defineRunner<typeof cephNoout, z.infer<typeof planSchema>>({
    action: cephNoout,
    facts: nothingHeld,
    plan: async ({ minutes }, { signal, now }) => {
      const { flags_set: flags } = await reached(client.osdDump(signal));
      const before = (await noout.standing()) ?? null;
      if (before === null && flags.includes("noout")) return refused(refuse("ceph.noout_foreign"));
      if (before === null && minutes === 0) return refused(refuse("ceph.noout_none"));
      return accepted({ until: minutes === 0 ? null : now() + minutes * 60_000, before });
    },
    planSchema,
    steps: {
      flag: {
        do: ({ until }, { signal }) => (until === null ? noout.end(signal) : noout.hold(until, signal)),
        undo: ({ before }) => (before === null ? noout.end() : noout.hold(before)),
        probe: async ({ until }, { signal }) => {
          const { flags_set: flags } = await client.osdDump(signal);
          const standing = (await noout.standing()) ?? null;
          return flags.includes("noout") === (until !== null) && standing === until;
        },
        left: () => [{ what: "the flag noout", command: "ceph osd unset noout" }],
      },
    },
    result: ({ until }) => Promise.resolve({ until }),
  });
