import { linkAdd } from "../../protocol/actions/link.ts";
import { identityText } from "../../protocol/identity.ts";
import { LinkError, readLink } from "../../protocol/link.ts";
import type { Result } from "../../protocol/messages.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { StoredCommand } from "../store/commands.ts";
import type { People } from "./people.ts";

/**
 * Takes in what a result that may be believed teaches about people. Resolves when it is on the disk; with a text where
 * the result cannot be right after all. Throws when it cannot be written: then it is to be taken again.
 */
export type Learn = (
  command: Pick<StoredCommand, "executor" | "account" | "uid" | "input"> | undefined,
  result: Result,
) => Promise<string | undefined>;

/**
 * Only what was asked for is learnt, and only from whom it was asked: a host that lies about a link cannot give
 * another identity to anybody, nor hand on a statement of old.
 */
export function createLearn(people: Pick<People, "take">, trust: Trust): Learn {
  return async (command, result) => {
    if (result.action !== linkAdd.name || result.status !== "done" || command === undefined) return undefined;
    const asked = linkAdd.input.parse(command.input);
    const said = linkAdd.output.parse(result.output);
    try {
      const { iss, identity, person, by } = readLink(said.link, trust).link;
      const wanted = [command.executor, identityText(asked.identity), asked.account, command.account];
      for (const [at, is] of [iss, identityText(identity), person.name, by].entries())
        if (is !== wanted[at]) return "a link that was not asked for";
      await people.take(said.link);
      return undefined;
    } catch (cause) {
      if (cause instanceof LinkError) return cause.message;
      throw cause;
    }
  };
}
