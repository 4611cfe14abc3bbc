import { z } from "zod";
import { cephCrash } from "../../../protocol/actions/ceph.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { type ActingHost, nothingHeld, reached } from "./answered.ts";

/** As many as are archived at once: each takes half a second. */
const most = 30;
/** A time and a UUID, as Ceph makes it; nothing that could be an option. */
const idPattern = /^[0-9][0-9A-Za-z:._-]{10,120}$/u;

const planSchema = z.strictObject({
  crashes: z.array(z.strictObject({ id: z.string().regex(idPattern), daemon: z.string(), at: z.string() })),
  left: z.int(),
});

/** Archives the crashes that there are now, one by one: one that comes meanwhile is told all the same. */
export const crashRunner = ({ client, act }: ActingHost): AnyRunner =>
  defineRunner<typeof cephCrash, z.infer<typeof planSchema>>({
    action: cephCrash,
    facts: nothingHeld,
    plan: async (_input, { signal }) => {
      const all = (await reached(client.crashes(signal))).filter(({ crash_id }) => idPattern.test(crash_id));
      if (all.length === 0) return refused(refuse("ceph.no_crashes"));
      const crashes = all.slice(0, most).map(({ crash_id, entity_name, timestamp }) => ({
        id: crash_id,
        daemon: entity_name.slice(0, 100),
        at: timestamp.slice(0, 60),
      }));
      return accepted({ crashes, left: all.length - crashes.length });
    },
    planSchema,
    steps: {
      archive: {
        do: async ({ crashes }, { signal }) => {
          for (const { id } of crashes) await act(["crash", "archive", id], signal);
        },
        undo: () => Promise.resolve(),
        probe: async ({ crashes }, { signal }) => {
          const open = new Set((await client.crashes(signal)).map(({ crash_id }) => crash_id));
          return crashes.every(({ id }) => !open.has(id));
        },
      },
    },
    pointOfNoReturn: "archive",
    cancelledLate: "carryOn",
    result: ({ crashes, left }) =>
      Promise.resolve({ crashes: crashes.map(({ daemon, at }) => ({ daemon, at })), left }),
  });
