import { helpCommand } from "./help/help.ts";
import type { Command } from "./kit/definition.ts";
import { ping } from "./ping/ping.ts";

/** Every verb there is: one line each. */
export const commands: readonly Command[] = [ping, helpCommand((): readonly Command[] => commands)];
