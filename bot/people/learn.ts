import { linkAdd, linkClass, linkProve, linkRemove } from "../../protocol/actions/link.ts";
import { identityText, type LinkableIdentity } from "../../protocol/identity.ts";
import { type Link, LinkError, readLink } from "../../protocol/link.ts";
import { clockToleranceSeconds, type Result } from "../../protocol/messages.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Removals } from "../links/removals.ts";
import type { StoredCommand } from "../store/command-rows.ts";
import type { People } from "./people.ts";

type Asked = Pick<StoredCommand, "executor" | "account" | "uid" | "input">;

/**
 * Takes in what a result that may be believed teaches about people. Resolves when it is on the disk; with a text where
 * the result cannot be right after all. Throws when it cannot be written: then it is to be taken again.
 */
export type Learn = (command: Asked | undefined, result: Result) => Promise<string | undefined>;

export interface LearnParts {
  readonly people: Pick<People, "take">;
  readonly removals: Pick<Removals, "add">;
  readonly trust: Trust;
  /** Thumbprint of this bot's key. */
  readonly bot: string;
  readonly now: () => number;
}

/** What a link has to say to be one that was asked for; `account` undefined: whoever proved it. */
interface Wanted {
  readonly identity: LinkableIdentity;
  readonly account: string | undefined;
  readonly how: Link["how"];
  readonly executor: string;
  readonly by: string | undefined;
}

const notAsked = "a link that was not asked for";

/**
 * Only what was asked for is learnt, and only from whom it was asked: a host that lies about a link cannot give
 * another identity to anybody, nor hand on a statement of old.
 */
export function createLearn({ people, removals, trust, bot, now }: LearnParts): Learn {
  const take = async (statement: string, wanted: Wanted): Promise<void> => {
    const { iss, identity, person, by, how, bot: asker } = readLink(statement, trust).link;
    const isWanted =
      iss === wanted.executor &&
      identityText(identity) === identityText(wanted.identity) &&
      person.name === (wanted.account ?? person.name) &&
      by === (wanted.by ?? person.name) &&
      how === wanted.how &&
      asker === bot;
    if (!isWanted) throw new LinkError(notAsked);
    await people.take(statement);
  };
  const learn = async ({ executor, account: by, input }: Asked, { action, output }: Result): Promise<void> => {
    const said = { executor, by, how: "administrator" } as const;
    if (action === linkAdd.name) {
      const { identity, account } = linkAdd.input.parse(input);
      await take(linkAdd.output.parse(output).link, { ...said, identity, account });
    } else if (action === linkProve.name) {
      const { identity } = linkProve.input.parse(input);
      const wanted = { executor, identity, account: undefined, by: undefined, how: "munge" } as const;
      await take(linkProve.output.parse(output).link, wanted);
    } else if (action === linkClass.name) {
      const asked = linkClass.input.parse(input).people;
      for (const { link, identity, account } of linkClass.output.parse(output).linked) {
        const one = asked.find((it) => identityText(it.identity) === identityText(identity) && it.account === account);
        if (one === undefined) throw new LinkError(notAsked);
        await take(link, { ...said, ...one });
      }
    } else if (action === linkRemove.name) {
      const { identity, at } = linkRemove.output.parse(output);
      if (identityText(identity) !== identityText(linkRemove.input.parse(input).identity))
        throw new LinkError("the end of a link that was not asked for");
      await removals.add(identityText(identity), Math.min(at, now() + clockToleranceSeconds * 1000));
    }
  };

  return async (command, result) => {
    if (result.status !== "done" || command === undefined) return undefined;
    try {
      await learn(command, result);
      return undefined;
    } catch (cause) {
      if (cause instanceof LinkError) return cause.message;
      throw cause;
    }
  };
}
