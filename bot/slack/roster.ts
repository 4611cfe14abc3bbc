import type { Language } from "../../handlers/kit/reply.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Logger } from "../log.ts";
import type { WebClient } from "./clients.ts";
import { codeOf, sendErrorOf } from "./faults.ts";
import { said } from "./log.ts";
import { type MemberPayload, memberPayload } from "./payload.ts";

/** Who is in the workspace. */
export interface Roster {
  /** What is known now, without asking. */
  readonly languageOf: (user: string) => Language | undefined;
  /** Whether it is known now, without asking, that somebody may not use the bot. */
  readonly isBarred: (user: string) => boolean;
  /** The language, asking where somebody is not known yet; undefined where Slack does not say. */
  readonly askLanguage: (user: string) => Promise<Language | undefined>;
  /** Why somebody may not use the bot; else undefined. Rejects with a SendError where Slack does not say. */
  readonly barred: (user: string) => Promise<Refusal | undefined>;
  /** Takes in what Slack tells of one member. */
  readonly take: (payload: MemberPayload) => void;
  /** Reads everybody. Never rejects. */
  readonly refresh: () => Promise<void>;
}

interface Member {
  readonly language: Language | undefined;
  readonly barred: "person.guest" | "person.bot" | "place.workspace" | undefined;
}

const pageSize = 200;
/** More people than any department has. */
const mostPages = 100;

export function createRoster(client: WebClient, workspace: string, log: Logger): Roster {
  const members = new Map<string, Member>();

  const take = (payload: MemberPayload): Member => {
    const language = languageOf(payload.locale) ?? members.get(payload.id)?.language;
    const member = { language, barred: whyBarred(payload, workspace) };
    members.set(payload.id, member);
    return member;
  };
  const ask = async (user: string): Promise<Member | undefined> => {
    try {
      const { user: found } = await client.users.info({ user, include_locale: true });
      const read = memberPayload.safeParse(found);
      return read.success ? take(read.data) : undefined;
    } catch (error) {
      const code = codeOf(error);
      if (code === "user_not_found" || code === "user_not_visible") return undefined;
      throw sendErrorOf("looking a member up", error);
    }
  };
  const readAll = async (): Promise<void> => {
    let cursor = "";
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await client.users.list({
        limit: pageSize,
        include_locale: true,
        ...(cursor === "" ? {} : { cursor }),
      });
      for (const found of answer.members ?? []) {
        const read = memberPayload.safeParse(found);
        if (read.success) take(read.data);
      }
      cursor = answer.response_metadata?.next_cursor ?? "";
      if (cursor === "") return;
    }
  };

  return {
    languageOf: (user) => members.get(user)?.language,
    isBarred: (user) => members.get(user)?.barred !== undefined,
    askLanguage: async (user) => (members.get(user) ?? (await ask(user).catch(() => undefined)))?.language,
    take,
    barred: async (user) => {
      const member = members.get(user) ?? (await ask(user));
      // Whoever the workspace does not know is from elsewhere.
      const code = member === undefined ? "place.workspace" : member.barred;
      return code === undefined ? undefined : refuse(code);
    },
    refresh: () =>
      readAll().catch((error: unknown) => {
        log.warn({ reason: said(error) }, "reading who is in Slack's workspace; each is looked up when needed");
      }),
  };
}

const languageOf = (locale: string | null | undefined): Language | undefined =>
  locale === undefined || locale === null || locale === "" ? undefined : locale.startsWith("ja") ? "ja" : "en";

function whyBarred(payload: MemberPayload, workspace: string): Member["barred"] {
  const { id, team_id, is_bot, is_restricted, is_ultra_restricted, is_stranger, deleted } = payload;
  if (is_bot === true || id === "USLACKBOT") return "person.bot";
  if (is_stranger === true || (typeof team_id === "string" && team_id !== workspace)) return "place.workspace";
  return is_restricted === true || is_ultra_restricted === true || deleted === true ? "person.guest" : undefined;
}
