import { cephHealth } from "../../../protocol/actions/ceph.ts";
import type { CephHost } from "../../ceph/host.ts";
import type { AnyRunner } from "../../runner.ts";
import { lookRunner } from "./answered.ts";
import { checksOf } from "./shown.ts";

/** Every check that is raised with its lines, and what is muted until when. */
export const healthRunner = (ceph: CephHost, host: string): AnyRunner =>
  lookRunner(cephHealth, host, async (signal) => {
    const health = await ceph.client.health(signal);
    const mutes = health.mutes
      .slice(0, 50)
      .map(({ code, ttl }) => ({ code: code.slice(0, 80), until: ttl?.slice(0, 60) ?? null }));
    return { checks: checksOf(health), mutes };
  });
