import { createHash } from "node:crypto";
import { z } from "zod";

/** A grant's id: 'g' and 32 hexadecimal digits (BullMQ refuses integers and colons as job ids). */
export const grantIdSchema = z.string().regex(/^g[0-9a-f]{32}$/);

/**
 * The grant's id for an invocation, so that a redelivered or repeated invocation is the same job.
 * @param invocation the platform's own id of what was typed or pressed, with the platform's name in front
 */
export function grantIdOf(invocation: string): string {
  return `g${createHash("sha256").update("shisa-grant\0").update(invocation).digest("hex").slice(0, 32)}`;
}
