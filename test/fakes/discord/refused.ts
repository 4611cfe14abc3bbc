import { errorTree, type Problem } from "./limits/problems.ts";

/** What Discord answers instead of doing it. Codes: .../topics/opcodes-and-status-codes#json */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: number,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.body = { message, code, ...more };
  }
}

export const refused = {
  unauthorised: () => new Refused(401, 0, "401: Unauthorized"),
  notFound: () => new Refused(404, 0, "404: Not Found"),
  unknownChannel: () => new Refused(404, 10_003, "Unknown Channel"),
  unknownGuild: () => new Refused(404, 10_004, "Unknown Guild"),
  unknownMember: () => new Refused(404, 10_007, "Unknown Member"),
  unknownMessage: () => new Refused(404, 10_008, "Unknown Message"),
  unknownUser: () => new Refused(404, 10_013, "Unknown User"),
  unknownWebhook: () => new Refused(404, 10_015, "Unknown Webhook"),
  unknownInteraction: () => new Refused(404, 10_062, "Unknown interaction"),
  unknownCommand: () => new Refused(404, 10_063, "Unknown application command"),
  oldEdit: (afterMs: number) => {
    const message = "Maximum number of edits to messages older than 1 hour reached. Try again later";
    return new Refused(
      429,
      30_046,
      message,
      { retry_after: afterMs / 1000, global: false },
      {
        "retry-after": String(Math.ceil(afterMs / 1000)),
        "x-ratelimit-scope": "shared",
      },
    );
  },
  tooLarge: () => new Refused(413, 40_005, "Request entity too large"),
  acknowledged: () => new Refused(400, 40_060, "Interaction has already been acknowledged."),
  missingAccess: () => new Refused(403, 50_001, "Missing Access"),
  notOurs: () => new Refused(403, 50_005, "Cannot edit a message authored by another user"),
  empty: () => new Refused(400, 50_006, "Cannot send an empty message"),
  closed: () => new Refused(403, 50_007, "Cannot send messages to this user"),
  missingPermissions: () => new Refused(403, 50_013, "Missing Permissions"),
  hasThread: () => new Refused(400, 160_004, "A thread has already been created for this message"),
  staleToken: () => new Refused(401, 50_027, "Invalid Webhook Token"),
  noMutualGuilds: () => new Refused(403, 50_278, "Cannot send messages to this user due to having no mutual guilds"),
  invalid: (problems: readonly Problem[]) =>
    new Refused(400, 50_035, "Invalid Form Body", { errors: errorTree(problems) }),
};
