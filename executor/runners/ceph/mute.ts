import { z } from "zod";
import { cephMute, checkCodeSchema } from "../../../protocol/actions/ceph.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, StepFailure } from "../../runner.ts";
import { type ActingHost, nothingHeld, reached } from "./answered.ts";

const planSchema = z.strictObject({
  code: checkCodeSchema,
  minutes: z.int(),
  until: z.int(),
  /** It was muted before: then taking this back would take that away. */
  wasMuted: z.boolean(),
});

/** Leaves one check that is raised out of the health for a while. It comes back by itself. */
export const muteRunner = ({ client, act }: ActingHost): AnyRunner =>
  defineRunner<typeof cephMute, z.infer<typeof planSchema>>({
    action: cephMute,
    facts: nothingHeld,
    plan: async ({ code, minutes }, { signal, now }) => {
      const { checks, mutes } = await reached(client.health(signal));
      if (!Object.hasOwn(checks, code)) {
        const raised = Object.keys(checks).join(", ").slice(0, 200);
        return refused(refuse("ceph.not_raised", { code, ...(raised === "" ? {} : { raised }) }));
      }
      const wasMuted = mutes.some((mute) => mute.code === code);
      return accepted({ code, minutes, until: now() + minutes * 60_000, wasMuted });
    },
    planSchema,
    steps: {
      mute: {
        do: async ({ code, minutes }, { signal }) => {
          const how = await act(["health", "mute", code, `${minutes}m`], signal);
          if (how === "not-there") throw new StepFailure("ceph.not_raised", `${code} is not raised any more`);
        },
        undo: async ({ code, wasMuted }) => {
          if (!wasMuted) await act(["health", "unmute", code]);
        },
        probe: async ({ code }, { signal }) => {
          const { mutes } = await client.health(signal);
          return mutes.some((mute) => mute.code === code);
        },
        left: ({ code }) => [{ what: "a mute", command: `ceph health unmute ${code}` }],
      },
    },
    result: ({ code, until }) => Promise.resolve({ code, until }),
  });
