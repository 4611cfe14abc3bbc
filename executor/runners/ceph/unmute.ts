import { z } from "zod";
import { cephUnmute, checkCodeSchema } from "../../../protocol/actions/ceph.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { type ActingHost, nothingHeld, reached } from "./answered.ts";

const planSchema = z.strictObject({ code: checkCodeSchema });

/** Tells a check again that was muted. */
export const unmuteRunner = ({ client, act }: ActingHost): AnyRunner => {
  const isMuted = async (code: string, signal: AbortSignal): Promise<boolean> => {
    const { mutes } = await reached(client.health(signal));
    return mutes.some((mute) => mute.code === code);
  };
  return defineRunner<typeof cephUnmute, z.infer<typeof planSchema>>({
    action: cephUnmute,
    facts: nothingHeld,
    plan: async ({ code }, { signal }) =>
      (await isMuted(code, signal)) ? accepted({ code }) : refused(refuse("ceph.not_muted", { code })),
    planSchema,
    steps: {
      unmute: {
        do: async ({ code }, { signal }) => {
          await act(["health", "unmute", code], signal);
        },
        undo: () => Promise.resolve(),
        probe: async ({ code }, { signal }) => !(await isMuted(code, signal)),
      },
    },
    pointOfNoReturn: "unmute",
    cancelledLate: "carryOn",
    result: ({ code }) => Promise.resolve({ code }),
  });
};
